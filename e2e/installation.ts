import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const launcher = join(import.meta.dirname, '..', 'bin', 'rostra.mjs');

/** A whole platform of a test's own: its data folder, its port, its password. */
export interface Installation {
  readonly home: string;
  readonly port: number;
  readonly password: string;
  /** `http://localhost:PORT`, the dashboard. */
  readonly url: string;
  readonly parent: ChildProcess;
  /** Everything that `rostra up` has printed. */
  output(): string;
  /** `http://NAME.localhost:PORT` */
  appUrl(app: string): string;
  /** Runs `rostra …` as its user would. Throws with what it printed when it fails. */
  rostra(...args: readonly string[]): Promise<string>;
  /** Runs it and gives the exit status too, whatever it is. */
  tryRostra(...args: readonly string[]): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }>;
  /** The parent again, on the same data folder, after it was ended in some way. */
  startAgain(): Promise<Installation>;
  /** Ends everything and removes the data. */
  remove(): Promise<void>;
}

export interface InstallationOptions {
  /** Deploys the demo lab and tab, as `npm start` does. */
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a platform in a folder of its own on a free port, and waits until it says where it is. */
export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const home = await mkdtemp(join(tmpdir(), 'rostra-e2e-'));
  await chmod(home, 0o711); // the add-on servers' own user must pass
  return startIn({ home, port: await freePort(), options });
}

interface Place {
  readonly home: string;
  readonly port: number;
  readonly options: InstallationOptions;
}

const password = 'open sesame';

async function startIn(place: Place): Promise<Installation> {
  const { home, port, options } = place;
  const env = { ...process.env, ...options.env, ROSTRA_HOME: home, ROSTRA_PORT: String(port), ROSTRA_ADMIN_PASSWORD: password };
  const args = [launcher, 'up', ...(options.demo === true ? ['--demo'] : [])];
  const parent = spawn(process.execPath, args, { env, cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  const url = `http://localhost:${port}`;
  await firstLine({ parent, said, wanted: url });
  const tryRostra: Installation['tryRostra'] = async (...wish) =>
    execute(process.execPath, [launcher, ...wish], { env, cwd: tmpdir() }).then(
      ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code?: number; stdout: string; stderr: string }) => ({ status: code ?? 1, stdout, stderr }),
    );
  return {
    home,
    port,
    password,
    url,
    parent,
    tryRostra,
    output: () => said.join('\n'),
    appUrl: (app) => `http://${app}.localhost:${port}`,
    rostra: async (...wish) => {
      const { status, stdout, stderr } = await tryRostra(...wish);
      if (status !== 0) throw new Error(`rostra ${wish.join(' ')} ended with ${status}:\n${stderr}${stdout}`);
      return stdout;
    },
    startAgain: () => startIn(place),
    remove: async () => {
      if (parent.exitCode === null && parent.signalCode === null) parent.kill('SIGTERM');
      if (parent.exitCode === null && parent.signalCode === null) await once(parent, 'exit');
      await tryRostra('down');
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Settles when the platform has printed its address; fails with its last words when it ends before. */
async function firstLine({ parent, said, wanted }: { parent: ChildProcess; said: string[]; wanted: string }): Promise<void> {
  const isSaid = new Promise<void>((resolve) => {
    for (const stream of [parent.stdout, parent.stderr]) {
      createInterface({ input: stream ?? Readable.from([]) }).on('line', (line) => {
        said.push(line);
        if (line.includes(wanted)) resolve();
      });
    }
  });
  const ended = once(parent, 'exit').then(() => {
    throw new Error(`rostra up ended:\n${said.join('\n')}`);
  });
  await Promise.race([isSaid, ended]);
  ended.catch(() => {}); // it ends later, when the test wants it to
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
