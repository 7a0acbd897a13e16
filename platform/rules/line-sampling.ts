/**
 * Every how manieth line is kept, each standing for so many: 1 up to `linesPerSecond`, more when the second before or this one so far
 * had more lines than that (platform specification, RTR-62).
 */
export function samplingStep(seen: { readonly before: number; readonly now: number }, linesPerSecond: number): number {
  return Math.max(1, Math.ceil(Math.max(seen.before, seen.now) / linesPerSecond));
}
