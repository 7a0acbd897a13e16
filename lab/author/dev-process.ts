import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What stands in the way of serving the folder as it is now. */
export interface DevFault {
  readonly message: string;
  readonly hint: string;
}

export type Started = { readonly port: number } | { readonly fault: DevFault };

/** A web process that has loaded everything but the author's files, so that it serves them at once when it is told to. */
export class DevProcess {
  readonly #child: ChildProcess;
  readonly #started: Promise<Started>;
  /** It has loaded everything that it can know before it is told to start. */
  readonly warm: Promise<void>;

  constructor(options: { readonly folder: string; readonly env: NodeJS.ProcessEnv; readonly onTrouble: (line: string) => void }) {
    const args = ['--import', join(import.meta.dirname, 'warm/main.ts'), join(import.meta.dirname, '../main.ts')];
    const child = spawn(process.execPath, args, { cwd: options.folder, env: options.env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    const warm = Promise.withResolvers<void>();
    this.warm = warm.promise;
    child.once('exit', () => warm.resolve());
    this.#started = new Promise((resolve) => {
      createInterface(child.stdout).on('line', (line) => {
        const said = readLine(line);
        if (said.warm) warm.resolve();
        else if (said.address) resolve({ port: Number(new URL(said.address).port) });
        else if (said.fault) resolve({ fault: said.fault });
        else if ((said.level ?? 0) >= troubleLevel) options.onTrouble(said.error ?? said.msg ?? line);
      });
      child.once('exit', () => resolve({ fault: { message: 'The lab did not start.', hint: 'Its last words are in the terminal.' } }));
    });
  }

  /** Reads the author's files now and serves them. */
  start(): Promise<Started> {
    this.#child.stdin?.end('go\n');
    return this.#started;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}

/** Of the logger's levels. */
const troubleLevel = 40;

interface Said {
  readonly warm?: boolean;
  readonly address?: string;
  readonly fault?: DevFault;
  readonly level?: number;
  readonly msg?: string;
  readonly error?: string;
}

function readLine(line: string): Said {
  try {
    const said: Said = JSON.parse(line);
    return said;
  } catch {
    return {};
  }
}
