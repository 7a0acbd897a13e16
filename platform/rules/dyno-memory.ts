/** A dyno's memory when it was last counted exactly. */
export interface MemoryReading {
  readonly atMs: number;
  /** Sum of resident sizes, which counts shared pages once a process: cheap to read, too high. */
  readonly residentMb: number;
  /** Sum of proportional sizes. */
  readonly mb: number;
}

export interface MemoryMoment {
  readonly atMs: number;
  readonly residentMb: number;
  readonly quotaMb: number;
  /** An exact count is made at least this often. */
  readonly eachMs: number;
}

const nearQuota = 0.8;
const change = 0.1;

/**
 * True when memory has to be counted exactly again: after a while, when the cheap sum has moved by a tenth, or when it comes near the
 * quota (spike: an exact scan of 50 processes costs 42 ms).
 */
export function memoryIsDue(before: MemoryReading | null, now: MemoryMoment): boolean {
  if (before === null || now.atMs - before.atMs >= now.eachMs) return true;
  if (now.residentMb > nearQuota * now.quotaMb) return true;
  return Math.abs(now.residentMb - before.residentMb) > change * before.residentMb;
}

const pageBytes = 4096;
const megabyte = 1024 * 1024;

/** The second number of /proc/PID/statm in megabytes; 0 for a process that is gone. */
export function residentMb(statm: string): number {
  const pages = Number(statm.split(' ')[1] ?? 0);
  return (pages * pageBytes) / megabyte;
}

/** The Pss line of /proc/PID/smaps_rollup in kilobytes; null when there is none. */
export function pssKb(rollup: string): number | null {
  const found = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  return found === undefined ? null : Number(found);
}
