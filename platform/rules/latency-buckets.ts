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
 * A histogram as text: for each bucket that is not empty the distance from the one before, and its count unless it is 1; both in base 36,
 * `by:5 1 2:3`. Kept, merged and read as it is: a hundredth of the array's room.
 */
export type PackedBuckets = string;

export function packedBuckets(buckets: LatencyBuckets): PackedBuckets {
  let packed = '';
  let before = 0;
  for (let bucket = 0; bucket < buckets.length; bucket += 1) {
    const count = buckets[bucket] ?? 0;
    if (count === 0) continue;
    packed += `${packed === '' ? '' : ' '}${(bucket - before).toString(36)}${count === 1 ? '' : `:${count.toString(36)}`}`;
    before = bucket;
  }
  return packed;
}

/** All histograms together. */
export function mergedPacked(parts: readonly PackedBuckets[]): PackedBuckets {
  const filled = parts.filter((part) => part !== '');
  const [only = ''] = filled;
  if (filled.length <= 1) return only;
  const merged: number[] = [];
  for (const part of filled) eachBucket(part, (bucket, count) => addToBucket(merged, bucket, count));
  return packedBuckets(merged);
}

/**
 * For each of the rising `shares` (0.95 for p95) the smallest bucket's milliseconds whose cumulative count reaches that share of all; null
 * without values.
 */
export function percentilesMs(packed: PackedBuckets, shares: readonly number[]): readonly (number | null)[] {
  let total = 0;
  eachBucket(packed, (_, count) => void (total += count));
  if (total === 0) return shares.map(() => null);
  const found: number[] = [];
  let reached = 0;
  eachBucket(packed, (bucket, count) => {
    reached += count;
    while (found.length < shares.length && reached >= (shares[found.length] ?? 1) * total) found.push(bucketMs(bucket));
  });
  return found;
}

export const percentileMs = (packed: PackedBuckets, share: number): number | null => percentilesMs(packed, [share])[0] ?? null;

const [space, colon, nine, zero, beforeA] = [32, 58, 57, 48, 87];

/** Those that are not empty, in order. Without a piece of text of its own for each: thousands are read for one page. */
function eachBucket(packed: PackedBuckets, visit: (bucket: number, count: number) => void): void {
  if (packed === '') return;
  let [bucket, gap, number] = [0, -1, 0];
  for (let at = 0; at <= packed.length; at += 1) {
    const code = at === packed.length ? space : packed.charCodeAt(at);
    if (code === colon) [gap, number] = [number, 0];
    else if (code === space) {
      bucket += gap < 0 ? number : gap;
      visit(bucket, gap < 0 ? 1 : number);
      [gap, number] = [-1, 0];
    } else number = 36 * number + code - (code <= nine ? zero : beforeA);
  }
}
