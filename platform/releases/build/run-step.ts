import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** CON-09 */
const stepLimitMs = 15 * 60_000;

export interface StepRun {
  readonly command: readonly string[];
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  onLine(line: string): void;
}

/**
 * Runs at the lowest priority, in a process group of its own, in front of which a shell waits on a pipe: when this process dies in
 * any way, the group is killed, so that a new one may build in the same folder.
 */
const watched = `{ read -r _ <&3; kill -KILL -$$; } >/dev/null 2>&1 & exec 3<&-; exec nice -n 19 "$@"`;

/** Null when the command succeeded, else why it did not. */
export async function runStep(step: StepRun): Promise<string | null> {
  const child = spawn('sh', ['-c', watched, 'build', ...step.command], {
    cwd: step.folder,
    env: step.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => killGroup(child), stepLimitMs);
  const lines = [child.stdout, child.stderr].map((stream) => passOn(stream, step));
  const code = await exitOf(child);
  killGroup(child);
  clearTimeout(timer);
  await Promise.all(lines);
  if (code === 0) return null;
  return code === null ? `it was ended after ${stepLimitMs / 60_000} minutes or by a signal` : `it ended with status ${code}`;
}

async function passOn(stream: Readable | null, step: StepRun): Promise<void> {
  if (stream === null) return;
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) step.onLine(line);
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // nobody of it is left
  }
}
