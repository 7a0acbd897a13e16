import { readdirSync, readFileSync } from 'node:fs';

/** A process of an installation that may be killed. */
export interface Victim {
  /** `control`, `dynod`, `router`, or a dyno's name. */
  readonly name: string;
  readonly pid: number;
}

export const parts = ['control', 'dynod', 'router'] as const;

/** The running parts of the installation in this data folder; nothing of another one. */
export function partsOf(home: string): Victim[] {
  return pids().flatMap((pid) => {
    const command = readText(`/proc/${pid}/cmdline`);
    const name = parts.find((part) => command.includes(`platform/${part}/main.ts`));
    return name !== undefined && environmentOf(pid).includes(`ROSTRA_HOME=${home}`) ? [{ name, pid }] : [];
  });
}

/** The living processes of this installation's dynos: pid → dyno id. Every one of them has its temporary files in the data folder. */
export function dynoProcesses(home: string): Map<number, string> {
  return new Map(
    pids().flatMap((pid) => {
      const variables = environmentOf(pid);
      const id = variables.find((variable) => variable.startsWith('DYNO_ID='))?.slice('DYNO_ID='.length);
      return id !== undefined && variables.some((variable) => variable.startsWith(`TMPDIR=${home}/`)) ? [[pid, id]] : [];
    }),
  );
}

/** Kills it with signal 9; one that has ended by itself is no fault. */
export function kill({ pid }: Victim): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it is gone
  }
}

const pids = (): number[] => readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));

const environmentOf = (pid: number): string[] => readText(`/proc/${pid}/environ`).split('\0');

/** Empty for a process that is gone, or a zombie. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
