/** What one dyno took at a time. */
export interface MemoryPoint {
  readonly second: number;
  readonly memoryMb: number;
}

/** Shorter says nothing of a pace. */
const leastSeconds = 1800;
const hourSeconds = 3600;

/**
 * How fast a dyno's memory grows: the line that lies nearest to what was measured since it started, and a drop of more than a fifth is a start.
 * Null: it has not been measured for half an hour.
 */
export function growsMbPerHour(points: readonly MemoryPoint[]): number | null {
  const start = points.findLastIndex(({ memoryMb }, at) => memoryMb < 0.8 * (points[at - 1]?.memoryMb ?? 0));
  const own = points.slice(Math.max(0, start));
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined || last.second - first.second < leastSeconds) return null;
  const meanSecond = mean(own.map(({ second }) => second));
  const meanMb = mean(own.map(({ memoryMb }) => memoryMb));
  const spread = own.reduce((sum, { second }) => sum + (second - meanSecond) ** 2, 0);
  const together = own.reduce((sum, { second, memoryMb }) => sum + (second - meanSecond) * (memoryMb - meanMb), 0);
  return spread === 0 ? 0 : (hourSeconds * together) / spread;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
