import { readdirSync, readFileSync } from 'node:fs';
import { cpuSeconds } from './cpu.ts';

/** CPU seconds that a process and everything it has started, as far as it still runs, have used. */
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
    return cpuSeconds(pid);
  } catch {
    return 0;
  }
}
