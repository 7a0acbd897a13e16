import { cpus } from 'node:os';

interface CpuTimes {
  readonly busyMs: number;
  readonly allMs: number;
}

/** Looks of the last minute. */
const looks: CpuTimes[] = [];
const looksKept = 7;

/** Remembers how busy the machine is; every ten seconds. */
export function lookAtCpu(): void {
  looks.push(timesNow());
  if (looks.length > looksKept) looks.shift();
}

/** Of the last minute: 1 when no processor had a moment to spare; null until known. */
export function hostCpuShare(): number | null {
  const [first] = looks;
  const last = looks.at(-1);
  if (first === undefined || last === undefined || last.allMs === first.allMs) return null;
  return (last.busyMs - first.busyMs) / (last.allMs - first.allMs);
}

function timesNow(): CpuTimes {
  const times = cpus().map((cpu) => cpu.times);
  const allMs = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  const idleMs = times.reduce((sum, { idle }) => sum + idle, 0);
  return { busyMs: allMs - idleMs, allMs };
}
