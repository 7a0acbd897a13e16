const minuteSeconds = 60;

/** One reading of a dyno's threads: nanoseconds on a processor plus nanoseconds waiting for one, since the thread began. */
export type ThreadTimes = ReadonlyMap<string, number>;

/**
 * The one-minute load after a sample: an exponentially decayed average of tasks running or runnable (MET-01, Heroku's dyno load).
 * Null before means that this is the first measured interval. `elapsedMs` is the time since the sample before.
 */
export function nextLoad(before: number | null, tasks: number, elapsedMs: number): number {
  const decay = Math.exp(-(elapsedMs / 1000) / minuteSeconds);
  return (before ?? 0) * decay + tasks * (1 - decay);
}

/** Tasks running or runnable on average between two readings. A thread that ended in between counts nothing. */
export function tasksBetween(before: ThreadTimes, after: ThreadTimes, elapsedMs: number): number {
  let busyNs = 0;
  for (const [thread, time] of after) busyNs += Math.max(0, time - (before.get(thread) ?? 0));
  return elapsedMs <= 0 ? 0 : busyNs / (elapsedMs * 1_000_000);
}

/** `cpu wait slices` of /proc/PID/task/TID/schedstat, as one number. */
export function threadTime(schedstat: string): number {
  const [cpu, wait] = schedstat.split(' ');
  const total = Number(cpu) + Number(wait);
  return Number.isFinite(total) ? total : 0;
}
