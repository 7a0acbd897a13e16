import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { BoundSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerFolder } from '../addons/server-folder.ts';
import { connectClient, localAddress } from '../client.ts';
import { homePaths, type HomePaths } from '../config.ts';
import { localDriver } from '../drivers/local.ts';
import type { Operations } from '../control/operations.ts';
import { until } from './dynod.ts';

type Part = 'control' | 'dynod' | 'router';

/** Control and dynod, and the router when asked for, as real processes on a data folder of their own. Dispose of it when done. */
export class TestPlatform implements AsyncDisposable {
  readonly paths: HomePaths;
  readonly client: Operations;
  /** What the parent does for the router: holds its port. */
  readonly #door = new BoundSocket({ host: '127.0.0.1', port: 0 });
  readonly #parts = new Map<Part, ChildProcess>();

  static async start(parts: readonly Part[] = ['dynod', 'control']): Promise<TestPlatform> {
    const root = await mkdtemp(join(tmpdir(), 'rostra-platform-'));
    chmodSync(root, 0o711); // as root, add-on servers run as a user of their own
    const platform = new TestPlatform(homePaths(root));
    mkdirSync(platform.paths.run, { recursive: true });
    for (const part of parts) platform.run(part);
    await platform.isReady();
    return platform;
  }

  private constructor(paths: HomePaths) {
    this.paths = paths;
    this.client = connectClient(localAddress(paths.root));
  }

  run(part: Part): void {
    const own = { ROSTRA_HOME: this.paths.root, ROSTRA_PORT: String(this.port), ROSTRA_DYNO_BOOT_LIMIT_MS: '5000' };
    const env = { ...process.env, ...own, ROSTRA_ADMIN_PASSWORD: 'correct horse' };
    const main = join(import.meta.dirname, '..', part, 'main.ts');
    const inherited = part === 'router' ? [this.#door.fd()] : [];
    this.#parts.set(part, spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'inherit', ...inherited] }));
  }

  /** The router's port. */
  get port(): number {
    return this.#door.address().port;
  }

  async isReady(): Promise<void> {
    await until(async () => (await this.client.status().catch(() => null))?.dynod === 'up');
  }

  /** As a crash: nothing of it gets to say goodbye. */
  async kill(part: Part, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#parts.get(part);
    this.#parts.delete(part);
    if (child === undefined || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  /** As `rostra down` does: control first, so that nothing is started again, then every dyno and add-on server. */
  async stopDynos(): Promise<void> {
    await this.kill('control', 'SIGTERM');
    const driver = localDriver(this.paths.dynodSocket);
    const living = (await driver.list()).filter((status) => status.state !== 'down');
    await Promise.all(living.map((status) => driver.stop(status.id, 'The platform stops')));
    await until(async () => (await driver.list()).every((status) => status.state === 'down'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopDynos();
    await this.kill('dynod', 'SIGTERM');
    await this.kill('router', 'SIGTERM');
    this.#door.close();
    const addons = await new ServerFolder(this.paths).open(); // under a closed folder it lies elsewhere
    await rm(addons, { recursive: true, force: true });
    await rm(this.paths.root, { recursive: true, force: true });
  }
}
