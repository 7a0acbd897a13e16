import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What stands in the way of serving the folder as it is now. */
export interface DevFault {
  readonly message: string;
  readonly hint: string;
}

/** Milliseconds: until the author's files were read, and from then until they were served. */
export interface StartTimes {
  readonly readMs: number;
  readonly servedMs: number;
}

export type Started = ({ readonly port: number } & StartTimes) | { readonly fault: DevFault };

/** A web process that has loaded everything but the author's files, so that it serves them at once when it is told to. */
export class DevProcess {
  readonly #child: ChildProcess;
  readonly #started: Promise<Started>;
  /** It has loaded everything that it can know before it is told to start. */
  readonly warm: Promise<void>;
  #toldMs = 0;
  #readMs = 0;

  constructor(options: { readonly folder: string; readonly env: NodeJS.ProcessEnv; readonly onTrouble: (line: string) => void }) {
    const args = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'warm/main.ts')];
    const child = spawn(process.execPath, args, { cwd: options.folder, env: options.env, stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.on('error', () => {}); // it ends before the word comes
    this.#child = child;
    const warm = Promise.withResolvers<void>();
    this.warm = warm.promise;
    child.once('exit', () => warm.resolve());
    this.#started = new Promise((resolve) => {
      createInterface(child.stdout).on('line', (line) => {
        const said = readLine(line);
        if (said.warm) warm.resolve();
        else if (said.read) this.#readMs = performance.now();
        else if (said.address) resolve({ port: Number(new URL(said.address).port), ...this.#times() });
        else if (said.fault) resolve({ fault: said.fault });
        else if ((said.level ?? 0) >= troubleLevel) options.onTrouble(said.error ?? said.msg ?? line);
      });
      child.once('exit', () => resolve({ fault: { message: 'The lab did not start.', hint: 'Its last words are in the terminal.' } }));
    });
  }

  /** It ended without having been told to: what it says would be old. */
  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Reads the author's files now and serves them. */
  start(): Promise<Started> {
    this.#toldMs = performance.now();
    this.#child.stdin?.end('go\n');
    return this.#started;
  }

  #times(): StartTimes {
    return { readMs: this.#readMs - this.#toldMs, servedMs: performance.now() - this.#readMs };
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}

/** Of the logger's levels. */
const troubleLevel = 40;

interface Said {
  readonly warm?: boolean;
  readonly read?: boolean;
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
