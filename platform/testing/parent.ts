import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { send } from '#kit/http/client.ts';
import { ApiConnection } from '../api-connection.ts';
import { connectClient, deploy, localAddress } from '../client.ts';
import { homePaths, type HomePaths } from '../config.ts';
import type { Operations } from '../control/operations.ts';
import { readProcess } from '../dynod/processes.ts';
import { stopFromOutside } from '../parent/from-outside.ts';
import type { ParentStatus } from '../parent/parent.ts';
import { appFolder, helloApp } from './app-folder.ts';
import { until } from './dynod.ts';
import { closedPort } from './raw-socket.ts';

/** What a start said and how it ended. */
export interface Refusal {
  readonly status: unknown;
  readonly said: string;
}

/** `rostra up` as a process of its own, on a data folder and a port of its own. */
export class TestParent {
  readonly paths: HomePaths;
  readonly port: number;
  readonly client: Operations;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #uid: number | undefined;
  #child: ChildProcess | null = null;

  constructor(own: { readonly home: string; readonly port: number; readonly uid?: number | undefined; readonly env?: NodeJS.ProcessEnv }) {
    this.paths = homePaths(own.home);
    this.port = own.port;
    this.client = connectClient(localAddress(own.home));
    this.#uid = own.uid;
    const { NODE_TEST_CONTEXT: _, ROSTRA_ADMIN_PASSWORD: __, ...environment } = process.env;
    const places = { ROSTRA_HOME: own.home, ROSTRA_PORT: String(own.port) };
    this.#environment = { ...environment, ...places, ROSTRA_DYNO_BOOT_LIMIT_MS: '5000', ...own.env };
  }

  /** Settles when it has said where it is; answers what it said. */
  async up(): Promise<string> {
    const child = this.#spawn();
    this.#child = child;
    let said = '';
    child.stdout.on('data', (piece) => (said += String(piece)));
    child.stderr.on('data', (piece) => (said += String(piece)));
    await until(() => {
      if (child.exitCode !== null) throw new Error(`the parent ended with ${child.exitCode}: ${said}`);
      return said.includes('password');
    });
    return said;
  }

  /** A start that is expected to fail. */
  async upRefused(): Promise<Refusal> {
    const child = this.#spawn();
    const [output, errors, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { status, said: `${output}${errors}` };
  }

  /** Settles with the exit status when the parent process is gone. */
  async end(signal: NodeJS.Signals): Promise<unknown> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    const [status]: unknown[] = await exited;
    return status;
  }

  /** Settles with its exit status when it has ended because of somebody else's wish. */
  async ended(): Promise<unknown> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode;
    const [status]: unknown[] = await once(child, 'exit');
    return status;
  }

  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async status(): Promise<ParentStatus> {
    return new ApiConnection({ kind: 'socket', path: this.paths.parentSocket, actor: 'test' }).call({ method: 'GET', path: '/status' });
  }

  /** Deploys a small app and waits until it answers. */
  async deployHello(app: string, files: Readonly<Record<string, string>> = helloApp): Promise<void> {
    const folder = await appFolder(files);
    await chmod(folder, 0o755); // the platform may run as another user
    await this.client.createApp(app);
    const build = await deploy(this.client, app, { source: { kind: 'folder', path: folder }, onLine: () => {} });
    if (build.status !== 'succeeded') throw new Error(JSON.stringify(build));
    await until(async () => (await this.answer(app)).startsWith('v'));
  }

  /** What the app answers through the router; the router's own pages begin with `<`. */
  async answer(app: string): Promise<string> {
    return send({ url: `http://${app}.localhost:${this.port}/` }).then(
      (answer) => answer.text,
      (error: unknown) => `<${String(error)}`,
    );
  }

  /** Everything that was started for this data folder and still lives, this test itself aside. */
  processes(): string[] {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    return pids.filter((pid) => belongsTo(pid, this.paths.root) && !['Z', 'X'].includes(readProcess(Number(pid))?.state ?? 'X'));
  }

  /** Ends whatever is left, and removes the data folder. */
  async close(): Promise<void> {
    await this.end('SIGKILL');
    if (existsSync(this.paths.root)) await stopFromOutside(this.paths);
    await rm(this.paths.root, { recursive: true, force: true });
  }

  #spawn(): ChildProcessByStdio<null, Readable, Readable> {
    const main = join(import.meta.dirname, '../main.ts');
    const user = this.#uid === undefined ? {} : { uid: this.#uid, gid: this.#uid };
    return spawn(process.execPath, [main], { env: this.#environment, stdio: ['ignore', 'pipe', 'pipe'], ...user });
  }
}

function belongsTo(pid: string, root: string): boolean {
  const read = (name: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8');
    } catch {
      return '';
    }
  };
  return read('environ').includes(root) || read('cmdline').includes(root);
}

/** For one test: everything is ended and removed whatever happens. */
export async function withParent(test: (parent: TestParent) => Promise<void>, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const parent = new TestParent({ home: await mkdtemp(join(tmpdir(), 'rostra-parent-')), port: await closedPort(), env });
  try {
    await test(parent);
  } finally {
    await parent.close();
  }
}
