import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** For tests: a web or worker process of a tab, as the platform would start it. */
export interface TabProcess {
  readonly child: ChildProcess;
  /** Resolves with the line of its log that has this event. */
  said(event: string): Promise<Record<string, unknown>>;
  /** What it wrote to its standard error. */
  complaints(): string;
  /** Tells it to stop, and gives how it ended: exit code and signal. */
  stop(): Promise<unknown[]>;
}

export function startTabProcess(verb: 'serve' | 'work', env: NodeJS.ProcessEnv): TabProcess {
  const code = `await (await import(${JSON.stringify(join(import.meta.dirname, 'main.ts'))})).${verb}()`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    env: { PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let words = '';
  child.stderr.on('data', (data: Buffer) => (words += data.toString()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line));
    for (const look of waiting) look();
  });
  const said = (event: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const line = lines.find((one) => one['event'] === event);
        if (line) resolve(line);
      };
      waiting.add(look);
      look();
      child.once('exit', () => reject(new Error(`it exited before it said ${event}: ${words}`)));
    });
  const stop = async (): Promise<unknown[]> => {
    if (child.exitCode !== null || child.signalCode !== null) return [child.exitCode, child.signalCode];
    const end = once(child, 'exit');
    child.kill('SIGTERM');
    return end;
  };
  return { child, said, complaints: () => words, stop };
}
