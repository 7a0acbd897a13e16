import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Logger } from '#kit/log/logger.ts';
import { seededRandom } from '#kit/math/random.ts';
import { systemClock } from '#kit/time/clock.ts';
import type { DynoSpec, DynoStatus } from '../drivers/driver.ts';
import { dynoLimits } from '../rules/dyno-limits.ts';
import { bornAt } from '../rules/dyno-state.ts';
import { adopt } from './adopt.ts';
import { Bell } from './bell.ts';
import { Cgroup } from './cgroup.ts';
import { Dyno } from './dyno.ts';
import type { House } from './house.ts';
import { markGroupFor, type Isolation } from './isolation.ts';
import type { LogStore } from './log-store.ts';
import { Meter } from './measure.ts';
import { Ports } from './ports.ts';
import { bootId } from './processes.ts';
import type { DynoRecord } from './record.ts';
import { makeFolders } from './work-folder.ts';

export interface SupervisorOptions {
  readonly dynosFolder: string;
  readonly isolation: Isolation;
  readonly logStore: LogStore;
  readonly logger: Logger;
}

/** All dynos of this machine by id, with those that ended lately. */
export class Supervisor {
  readonly #house: House;
  readonly #dynos = new Map<string, Dyno>();
  readonly #beginning = new Map<string, Promise<DynoStatus>>();
  readonly #watchers = new Set<(status: DynoStatus) => void>();
  readonly #meter = new Meter();
  readonly #bell = new Bell();
  #isLeaving = false;
  #isShuttingDown = false;

  constructor({ dynosFolder, isolation, logStore, logger }: SupervisorOptions) {
    this.#house = {
      dynosFolder,
      ports: new Ports(dynosFolder),
      isolation,
      logStore,
      logger,
      clock: systemClock,
      random: seededRandom(randomBytes(16).toString('hex')),
      bootId: bootId(),
      onChange: (status) => {
        for (const watcher of this.#watchers) watcher(status);
      },
    };
  }

  /** Takes over what an earlier dynod left, ends what nobody has written down, and goes on from there. */
  async open(): Promise<void> {
    for (const dyno of await adopt(this.#house)) this.#dynos.set(dyno.spec.id, dyno);
    this.#loop().catch((error: unknown) => this.#house.logger.error('measuring_ended', { error }));
  }

  /** Starts a dyno; the same id again answers how it stands. */
  async start(spec: DynoSpec): Promise<DynoStatus> {
    const known = this.#dynos.get(spec.id);
    const beginning = this.#beginning.get(spec.id);
    if (beginning !== undefined) return beginning;
    if (known !== undefined) return known.status();
    if (this.#isShuttingDown) throw new RostraError({ code: 'PLATFORM_STOPPING', status: 503, message: 'The platform is stopping.' });
    const begun = this.#begin(spec).finally(() => this.#beginning.delete(spec.id));
    this.#beginning.set(spec.id, begun);
    return begun;
  }

  /** Asks for a stop. A dyno that is over, or forgotten, is what was wished for. */
  async stop(id: string, reason: string): Promise<void> {
    await this.#dynos.get(id)?.stop(reason);
  }

  /** How many bytes a dyno has written; null when it is not known here. */
  async outputBytes(id: string): Promise<number | null> {
    return (await this.#dynos.get(id)?.outputBytes()) ?? null;
  }

  list(): DynoStatus[] {
    return [...this.#dynos.values()].map((dyno) => dyno.status());
  }

  /** Tells every change from now on; returns how to end it. */
  watch(onChange: (status: DynoStatus) => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  /**
   * The platform stops: dynos first, add-on servers last, all within one budget. Settles when every process is gone. A second call
   * with a smaller budget makes the first one hurry.
   */
  async shutDown(reason: string, budgetMs: number): Promise<void> {
    this.#isShuttingDown = true;
    await Promise.allSettled(this.#beginning.values());
    const endMs = performance.now() + budgetMs;
    await this.#stopAll((dyno) => dyno.spec.kind !== 'addon', { reason, endMs: endMs - dynoLimits.shutdownAddonsMs });
    await this.#stopAll(() => true, { reason, endMs });
  }

  /** Leaves everything running for the next dynod. */
  close(): void {
    this.#isLeaving = true;
    this.#bell.ring();
    for (const dyno of this.#dynos.values()) dyno.close();
    const { cgroupRoot } = this.#house.isolation;
    if (cgroupRoot !== null) new Cgroup(cgroupRoot).remove(); // stays while a dyno is in it
  }

  async #begin(spec: DynoSpec): Promise<DynoStatus> {
    const record = await this.#newRecord(spec);
    const dyno = new Dyno(record, this.#house);
    this.#dynos.set(spec.id, dyno);
    try {
      await dyno.begin();
      return dyno.status();
    } catch (error) {
      this.#dynos.delete(spec.id);
      await this.#clear(dyno);
      throw error;
    }
  }

  async #newRecord(spec: DynoSpec): Promise<DynoRecord> {
    const house = this.#house;
    const folder = join(house.dynosFolder, spec.id);
    const folders = await makeFolders(spec, folder).catch(async (error: unknown) => {
      await rm(folder, { recursive: true, force: true });
      throw cannotPrepare(spec, error);
    });
    const kind = spec.kind === 'addon' ? 'addon' : 'dyno';
    const port = spec.port ?? (spec.needsPort ? house.ports.allocate(kind) : null);
    if (spec.port !== null) house.ports.take(spec.port);
    return {
      spec,
      life: bornAt(house.clock.nowMs()),
      attempt: 0,
      shim: null,
      bootId: house.bootId,
      port,
      cgroup: null,
      markGroup: markGroupFor(house.isolation, spec.id),
      folders,
      outputBase: 0,
    };
  }

  async #stopAll(which: (dyno: Dyno) => boolean, { reason, endMs }: { reason: string; endMs: number }): Promise<void> {
    const meant = [...this.#dynos.values()].filter((dyno) => !dyno.isOver && which(dyno));
    const leftMs = Math.max(0, endMs - performance.now());
    await Promise.all(
      meant.map(async (dyno) => {
        await dyno.stop(reason, Math.min(leftMs, dyno.spec.graceMs));
        await dyno.over;
      }),
    );
  }

  async #loop(): Promise<void> {
    while (!this.#isLeaving) {
      await this.#meter.measure([...this.#dynos.values()]);
      for (const dyno of this.#dynos.values()) if ((dyno.forgettableForMs ?? 0) > dynoLimits.keepEndedMs) await this.#forget(dyno);
      const runsAway = [...this.#dynos.values()].some((dyno) => dyno.runsAway);
      await this.#bell.wait(runsAway ? dynoLimits.sampleRunawayMs : dynoLimits.sampleLoadMs);
    }
  }

  async #forget(dyno: Dyno): Promise<void> {
    this.#dynos.delete(dyno.spec.id);
    await this.#clear(dyno);
  }

  async #clear(dyno: Dyno): Promise<void> {
    dyno.close();
    await rm(join(this.#house.dynosFolder, dyno.spec.id), { recursive: true, force: true });
    const { cgroupRoot } = this.#house.isolation;
    if (cgroupRoot !== null) new Cgroup(join(cgroupRoot, dyno.spec.id)).remove();
  }
}

function cannotPrepare(spec: DynoSpec, error: unknown): RostraError {
  const reason = error instanceof Error ? error.message : String(error);
  return new RostraError({
    code: 'PLATFORM_DYNO_START',
    status: 422,
    message: `${spec.type}.${spec.number} of ${spec.app} cannot be started: ${reason}`,
  });
}
