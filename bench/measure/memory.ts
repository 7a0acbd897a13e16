import { readFileSync } from 'node:fs';

/** What the processes take of the machine's memory, shared pages in parts (PSS), in MB. */
export function pssMb(...pids: readonly number[]): number {
  const kb = pids.map((pid) => Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0));
  return kb.reduce((sum, each) => sum + each, 0) / 1024;
}
