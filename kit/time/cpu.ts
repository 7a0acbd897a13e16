import { readdirSync, readFileSync } from 'node:fs';

/** CPU seconds that the process's present threads have used, to the nanosecond where `stat` counts in hundredths of a second. Linux only. */
export function cpuSeconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => sum + threadSeconds(`/proc/${pid}/task/${thread}`), 0);
}

function threadSeconds(folder: string): number {
  const [ranNs = '0'] = readFileSync(`${folder}/schedstat`, 'utf8').split(' ');
  return Number(ranNs) / 1e9;
}

/** CPU seconds that a process and everything it has started have used; of those that have ended, what their parent was told. */
export function treeCpuSeconds(pid: number): number {
  const parents = new Map(runningPids().map((each) => [each, parentOf(each)]));
  const isInside = (each: number): boolean => {
    for (let at: number | undefined = each; at !== undefined && at > 1; at = parents.get(at)) if (at === pid) return true;
    return false;
  };
  return [...parents.keys()].filter((each) => isInside(each)).reduce((sum, each) => sum + secondsOf(each), 0);
}

function runningPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

function secondsOf(pid: number): number {
  try {
    return cpuSeconds(pid) + ofTheEnded(pid);
  } catch {
    return 0;
  }
}

const ticksPerSecond = 100;

/** The user and system time of children that have ended. */
function ofTheEnded(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}
