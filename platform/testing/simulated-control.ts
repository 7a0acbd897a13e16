import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invariant } from '#kit/errors/invariant.ts';
import { createLogger } from '#kit/log/logger.ts';
import { fakeClock } from '#kit/testing/fake-clock.ts';
import { platformConfig } from '../config.ts';
import type { Control } from '../control/control.ts';
import { openControl } from '../control/open-control.ts';
import { operationsOf } from '../control/operations-for.ts';
import type { Operations } from '../control/operations.ts';
import { TrafficBook } from '../observe/traffic-book.ts';
import { dynoId } from '../rules/dyno-id.ts';
import { plainManifest } from '../rules/manifest.ts';
import type { Manifest } from '../rules/manifest.ts';
import type { AppRecord } from '../store/apps.ts';

/** Control on a data folder of its own and on a clock that the test moves, without the parts that run dynos. */
export class SimulatedControl {
  readonly #home = mkdtempSync(join(tmpdir(), 'rostra-simulated-'));
  readonly clock: ReturnType<typeof fakeClock>;
  control: Control;
  ann: Operations;
  #close: () => void;

  constructor(startMs: number) {
    this.clock = fakeClock(startMs);
    ({ control: this.control, ann: this.ann, close: this.#close } = this.#open());
  }

  #open(): { readonly control: Control; readonly ann: Operations; readonly close: () => void } {
    const config = platformConfig({ ROSTRA_HOME: this.#home, ROSTRA_PORT: '8080' });
    const opened = openControl(config, createLogger({ name: 'test', level: 'silent' }));
    const control = { ...opened.control, clock: this.clock, trafficBook: new TrafficBook(opened.traffic, this.clock) };
    return { control, ann: operationsOf(control)('ann'), close: opened.close };
  }

  /** As after a crash: the files are opened again. */
  restart(): void {
    this.#close();
    ({ control: this.control, ann: this.ann, close: this.#close } = this.#open());
  }

  /** An app with a release that serves. */
  addApp(name: string, processes: Readonly<Record<string, string>>, manifest: Manifest = plainManifest): AppRecord {
    const { apps, releases } = this.control.store;
    const nowMs = this.clock.nowMs();
    apps.create(name, nowMs);
    const app = this.app(name);
    releases.addSlug({ id: `slug of ${name}`, processes, manifest, sizeBytes: 1, builtOn: 'Node', nowMs });
    const release = {
      status: 'succeeded',
      slugId: `slug of ${name}`,
      runsSince: null,
      phase: 'none',
      reason: 'Deploy',
      actor: 'ann',
      nowMs,
    } as const;
    apps.setServing(app.id, releases.append({ ...release, appId: app.id, configSetId: app.configSetId }));
    return this.app(name);
  }

  /** On the board: a web dyno that is up and answers at this port. */
  runDyno(app: string, port: number): void {
    const { serving } = this.app(app);
    const place = {
      app,
      type: 'web',
      number: 1,
      kind: 'formation',
      release: serving ?? 1,
      state: 'up',
      stateSinceMs: this.clock.nowMs(),
    } as const;
    const figures = { reason: '', pid: 1, port, exitStatus: null, restarts: 0, memoryMb: null, memoryQuotaMb: 512, load: 0.1 };
    this.control.board.note({ id: dynoId(this.clock.nowMs(), new Uint8Array(16)), ...place, ...figures });
  }

  app(name: string): AppRecord {
    const app = this.control.store.apps.byName(name);
    invariant(app !== null, `app ${name}`);
    return app;
  }

  /** Moves the clock to this time. */
  passTo(time: string): void {
    this.clock.advance(Date.parse(time) - this.clock.nowMs());
  }

  close(): void {
    this.#close();
    rmSync(this.#home, { recursive: true });
  }
}
