import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** A program of PostgreSQL's, with the address in its environment: on the command line everybody on the machine could read the password. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** Settles when it has ended well; throws its own words otherwise. */
  readonly ended: Promise<void>;
}

export function runOn(url: string, program: string, args: readonly string[]): Running {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8', ...connection(new URL(url)) };
  const child = spawn(program, args, { env, cwd: '/', stdio: 'pipe' });
  yieldTheMachine(child.pid);
  child.stdin.on('error', () => {}); // it has ended before it read everything: its words say why
  let said = '';
  child.stderr.on('data', (piece: Buffer) => {
    said = (said + piece.toString()).slice(0, 4000);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) =>
      status === 0 ? resolve() : reject(new ProgramFailed(said.trim() === '' ? `it ended with ${status ?? signal}` : said)),
    );
  });
  ended.catch(() => {}); // whoever waits for it hears of it
  return { child, ended };
}

/** Behind everything that people wait for. */
function yieldTheMachine(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // it has ended already
  }
}

/** What a program said before it gave up. */
export class ProgramFailed extends Error {}

function connection(url: URL): Record<string, string> {
  return {
    PGHOST: url.hostname,
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGAPPNAME: 'rostra-backups',
  };
}
