import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const launcher = join(import.meta.dirname, '..', 'bin', 'rostra.mjs');

/** A platform on a data folder and a port of its own. */
export interface Installation {
  readonly port: number;
  /** Its data folder. */
  readonly home: string;
  /** `http://NAME.localhost:PORT` */
  appUrl(app: string): string;
  /** Runs `rostra …`; what it printed. Throws it when the command fails. */
  rostra(...args: readonly string[]): Promise<string>;
  /** Runs `rostra …`, which has to refuse; everything it said. */
  refusal(...args: readonly string[]): Promise<string>;
  /** As when the power fails: everything of it is killed, and it is started again. Settles when it says where it is. */
  reboot(): Promise<void>;
  /** Stops everything and removes the data. */
  remove(): Promise<void>;
}

export async function startInstallation(settings: NodeJS.ProcessEnv = {}): Promise<Installation> {
  const home = await mkdtemp(join(tmpdir(), 'rostra-accept-'));
  await chmod(home, 0o711); // the add-on servers' own user must pass
  const port = await freePort();
  const env = { ...process.env, ROSTRA_HOME: home, ROSTRA_PORT: String(port), ...settings };
  let parent = await startParent(env, port);
  const run = (args: readonly string[]) =>
    execute(process.execPath, [launcher, ...args], { env, cwd: tmpdir(), maxBuffer: 16 * 1024 * 1024 });
  return {
    port,
    home,
    appUrl: (app) => `http://${app}.localhost:${port}`,
    rostra: async (...args) => {
      try {
        return (await run(args)).stdout;
      } catch (error) {
        const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
        throw new Error(`rostra ${args.join(' ')}: ${stderr.trim().split('\n').slice(-4).join(' / ')}`, { cause: error });
      }
    },
    refusal: async (...args) => {
      try {
        await run(args);
      } catch (error) {
        if (error instanceof Error && 'stdout' in error && 'stderr' in error) return `${String(error.stdout)}\n${String(error.stderr)}`;
        throw error;
      }
      throw new Error(`rostra ${args.join(' ')} did not refuse.`);
    },
    reboot: async () => {
      for (const pid of await everythingOf(home)) killNow(pid);
      await endOf(parent);
      parent = await startParent(env, port);
    },
    remove: async () => {
      parent.kill('SIGTERM');
      await endOf(parent);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Settles when it says where it is. */
async function startParent(env: NodeJS.ProcessEnv, port: number): Promise<ChildProcess> {
  const parent = spawn(process.execPath, [launcher, 'up'], { env, cwd: tmpdir(), stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const said = createInterface({ input: parent.stdout });
  const isReady = new Promise<void>((resolve) => said.on('line', (line) => line.includes(`localhost:${port}`) && resolve()));
  await Promise.race([isReady, once(parent, 'exit')]);
  return parent;
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** The platform's own parts, dynos and add-on servers: they know its data folder, or work in it. */
async function everythingOf(home: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const isOurs = await Promise.all(
    pids.map(async (pid) => {
      const [cwd, environ] = await Promise.all([
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
        readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
      ]);
      return cwd.startsWith(`${home}/`) || environ.split('\0').includes(`ROSTRA_HOME=${home}`);
    }),
  );
  return pids.filter((_, at) => isOurs[at] === true).map(Number);
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // its parent took it along
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
