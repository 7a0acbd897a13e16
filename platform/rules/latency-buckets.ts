/**
 * A log-linear histogram of milliseconds: each doubling from 0.1 ms on is cut into 64 equal buckets, so a bucket's middle is
 * within 0.8 % of any value in it, up to 300 s (platform specification, MET-01). A histogram is a plain array of counts by
 * bucket, without trailing zeros, so that it travels as JSON; windows are merged by adding, never by averaging percentiles.
 */
export type LatencyBuckets = readonly number[];

const floorMs = 0.1;
const ceilingMs = 300_000;
const bucketsPerDoubling = 64;

/** The bucket that a duration falls in. Below 0.1 ms is bucket 0; above 300 s counts as 300 s. */
export function bucketOf(ms: number): number {
  if (!(ms > floorMs)) return 0;
  const ratio = Math.min(ms, ceilingMs) / floorMs;
  const doubling = Math.floor(Math.log2(ratio));
  const within = Math.floor((ratio / 2 ** doubling - 1) * bucketsPerDoubling);
  return doubling * bucketsPerDoubling + Math.max(0, within);
}

/** How many buckets there are. */
export const bucketCount = bucketOf(ceilingMs) + 1;

/** Milliseconds in the middle of a bucket. */
export function bucketMs(bucket: number): number {
  const doubling = Math.floor(bucket / bucketsPerDoubling);
  const within = bucket % bucketsPerDoubling;
  return floorMs * 2 ** doubling * (1 + (within + 0.5) / bucketsPerDoubling);
}

/** Counts one duration. */
export function addDuration(into: number[], ms: number): void {
  addToBucket(into, bucketOf(ms), 1);
}

/** All histograms together. */
export function mergedBuckets(parts: Iterable<LatencyBuckets>): number[] {
  const merged: number[] = [];
  for (const part of parts) for (let bucket = 0; bucket < part.length; bucket += 1) addToBucket(merged, bucket, part[bucket] ?? 0);
  return merged;
}

function addToBucket(into: number[], bucket: number, count: number): void {
  while (into.length <= bucket) into.push(0);
  into[bucket] = (into[bucket] ?? 0) + count;
}

/**
 * The smallest bucket's milliseconds whose cumulative count reaches `share` (0.95 for p95) of all; null without values.
 */
export function percentileMs(buckets: LatencyBuckets, share: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let reached = 0;
  for (const [bucket, count] of buckets.entries()) {
    reached += count;
    if (count > 0 && reached >= share * total) return bucketMs(bucket);
  }
  return bucketMs(buckets.length - 1);
}

/**
 * A histogram as text: for each bucket that is not empty the distance from the one before, and its count unless it is 1; both in base 36,
 * `by:5 1 2:3`.
 */
export function packedBuckets(buckets: LatencyBuckets): string {
  let before = 0;
  return buckets
    .flatMap((count, bucket) => {
      if (count === 0) return [];
      const gap = (bucket - before).toString(36);
      before = bucket;
      return [count === 1 ? gap : `${gap}:${count.toString(36)}`];
    })
    .join(' ');
}

export function unpackedBuckets(packed: string): number[] {
  const buckets: number[] = [];
  let bucket = 0;
  for (const entry of packed === '' ? [] : packed.split(' ')) {
    const [gap = '', count = '1'] = entry.split(':');
    bucket += Number.parseInt(gap, 36);
    addToBucket(buckets, bucket, Number.parseInt(count, 36));
  }
  return buckets;
}
