import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '#kit/log/logger.ts';
import { homePaths, type HomePaths } from '../config.ts';
import type { DynoSpec, DynoStatus } from '../drivers/driver.ts';
import { localDriver } from '../drivers/local.ts';
import type { OutputBatch } from '../dynod/log-store.ts';
import { serveSocket } from '../socket-api.ts';
import { Logs } from '../store/logs.ts';

const fakeDyno = join(import.meta.dirname, 'fake-dyno.ts');

/** A real dynod process on a data folder of its own, with the log store that control has. Close it when done. */
export class TestDynod {
  readonly paths: HomePaths;
  readonly logs: Logs;
  readonly #control: { close(): Promise<void> };
  #child: ChildProcess | null = null;

  static async start(): Promise<TestDynod> {
    const paths = homePaths(await mkdtemp(join(tmpdir(), 'rostra-dynod-')));
    mkdirSync(paths.run, { recursive: true });
    const logs = new Logs(paths.logsDb);
    const dynod = new TestDynod(paths, logs, await serveLogs(paths, logs));
    await dynod.run();
    return dynod;
  }

  private constructor(paths: HomePaths, logs: Logs, control: { close(): Promise<void> }) {
    this.paths = paths;
    this.logs = logs;
    this.#control = control;
  }

  get driver() {
    return localDriver(this.paths.dynodSocket);
  }

  /** Starts the process and waits until it answers. */
  async run(): Promise<void> {
    const main = join(import.meta.dirname, '../dynod/main.ts');
    const env = { ...process.env, ROSTRA_HOME: this.paths.root };
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'inherit', 'inherit'] });
    this.#child = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`dynod ended with ${child.exitCode}`);
      return this.driver.list().then(
        () => true,
        () => false,
      );
    });
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.#child === null || this.#child.exitCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exited;
  }

  async status(id: string): Promise<DynoStatus | undefined> {
    return (await this.driver.list()).find((status) => status.id === id);
  }

  /** Waits until the dyno's status is as described, and answers it. */
  async when(id: string, isReached: (status: DynoStatus) => boolean): Promise<DynoStatus> {
    const endMs = performance.now() + 60_000;
    for (;;) {
      const status = await this.status(id);
      if (status !== undefined && isReached(status)) return status;
      if (performance.now() > endMs) throw new Error(`${id} stays ${JSON.stringify(status)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  lines(app: string): string[] {
    return this.logs.newest(app, { lines: 100_000 }).map((line) => line.text);
  }

  /** Ends every dyno, then dynod, and removes the data folder. */
  async close(): Promise<void> {
    try {
      await this.#endDynos();
    } finally {
      await this.end('SIGTERM');
      await this.#control.close();
      this.logs.close();
      await rm(this.paths.root, { recursive: true, force: true });
    }
  }

  async #endDynos(): Promise<void> {
    const living = async (): Promise<readonly DynoStatus[]> => (await this.driver.list()).filter((status) => status.state !== 'down');
    await Promise.all((await living()).map((status) => this.driver.stop(status.id, 'The test is over')));
    await until(async () => (await living()).length === 0, 'not every dyno has ended');
  }
}

async function serveLogs(paths: HomePaths, logs: Logs): Promise<{ close(): Promise<void> }> {
  const store = (batch: OutputBatch): number => {
    const lines = batch.lines.map((line) => ({ ...line, app: batch.app, dyno: batch.dyno, source: 'app' as const }));
    return logs.appendOutput({ ...batch, lines }, Date.now()).offset;
  };
  return serveSocket({
    path: paths.controlSocket,
    logger: createLogger({ name: 'test', level: 'error' }),
    routes: [
      {
        method: 'GET',
        path: '/internal/logs/:id',
        answer: ({ params }) => ({ status: 200, body: { offset: logs.storedOffset(params['id'] ?? '') } }),
      },
      // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- what dynod sends
      { method: 'POST', path: '/internal/logs', answer: ({ body }) => ({ status: 200, body: { offset: store(body as OutputBatch) } }) },
    ],
  });
}

/** The same for one test: closed whatever happens. */
export async function withDynod(test: (dynod: TestDynod) => Promise<void>): Promise<void> {
  const dynod = await TestDynod.start();
  try {
    await test(dynod);
  } finally {
    await dynod.close();
  }
}

/** A formation dyno that runs fake-dyno.ts with these verbs. */
export function fakeSpec(id: string, verbs: string, change: Partial<DynoSpec> = {}): DynoSpec {
  return {
    id,
    kind: 'formation',
    app: 'shop',
    type: 'web',
    number: 1,
    release: 1,
    command: `${process.execPath} ${fakeDyno} ${verbs}`,
    directory: import.meta.dirname,
    copyDirectory: false,
    env: {},
    needsPort: true,
    port: null,
    user: null,
    bootLimitMs: 20_000,
    graceMs: 5_000,
    stopSignal: 'SIGTERM',
    stopLeaderOnly: false,
    restart: true,
    memoryQuotaMb: 512,
    ...change,
  };
}

/** Looks every 20 ms until it is so, at most a minute: far longer than anything here takes. */
export async function until(isSo: () => boolean | Promise<boolean>, otherwise = 'it never came true'): Promise<void> {
  const endMs = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
