/**
 * How many times longer work takes now than on a machine that does nothing else: the time of a fifth of a second's work over its time on
 * a core. A limit of a story is for a machine of one's own; where others work beside it, the limit is so many times as long.
 */
export function crowding(): number {
  const before = process.cpuUsage();
  const startedMs = performance.now();
  for (;;) {
    const { user, system } = process.cpuUsage(before);
    const workedMs = (user + system) / 1000;
    if (workedMs >= 200) return Math.max(1, (performance.now() - startedMs) / workedMs);
  }
}
