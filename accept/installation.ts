import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
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
  /** Stops everything and removes the data. */
  remove(): Promise<void>;
}

export async function startInstallation(settings: NodeJS.ProcessEnv = {}): Promise<Installation> {
  const home = await mkdtemp(join(tmpdir(), 'rostra-accept-'));
  await chmod(home, 0o711); // the add-on servers' own user must pass
  const port = await freePort();
  const env = { ...process.env, ROSTRA_HOME: home, ROSTRA_PORT: String(port), ...settings };
  const parent = spawn(process.execPath, [launcher, 'up'], { env, cwd: tmpdir(), stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = once(parent, 'exit');
  const said = createInterface({ input: parent.stdout });
  const isReady = new Promise<void>((resolve) => said.on('line', (line) => line.includes(`localhost:${port}`) && resolve()));
  await Promise.race([isReady, ended]);
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
    remove: async () => {
      parent.kill('SIGTERM');
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
