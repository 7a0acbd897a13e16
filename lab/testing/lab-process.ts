import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

/** `rostra lab serve` as a real process. */
export interface LabProcess {
  /** `http://127.0.0.1:41327`. */
  readonly url: string;
  readonly child: ChildProcess;
  /** As the platform stops a dyno. Gives the exit code. */
  stop(): Promise<number | null>;
  /** As a machine fails. */
  kill(): Promise<void>;
}

export interface LabProcessOptions {
  /** Where `rostra.lab.ts` is; the demo when absent. */
  readonly folder?: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Resolves when it takes requests; rejects with what it said when it ends before. */
export async function startLabProcess({ folder = join(root, 'demo/lab'), env }: LabProcessOptions): Promise<LabProcess> {
  const child = spawn(process.execPath, [join(root, 'lab/main.ts')], {
    cwd: folder,
    env: { PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      said.push(line);
      const address = /"address":"([^"]+)"/.exec(line)?.[1];
      if (address) resolve(address);
    });
    child.once('exit', () => reject(new Error(`the lab did not start:\n${said.join('\n')}`)));
  });
  const ended = once(child, 'exit');
  return {
    url,
    child,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
