/** Somebody is away when their browser has given no sign of life for so long; lab specification, 4.4. */
export const awayAfterMs = 30_000;

/** Who waits to be put into a group and is away longer loses their place in the line; lab specification, 2.10 G6. */
export const forgottenAfterMs = 60_000;

/** How often a process writes down, by one statement, who is there. */
export const noteEveryMs = 10_000;

/** False while they are there, and when their browser never said anything: then nothing is known. */
export function isAway(seenAgoMs: number | null): boolean {
  return seenAgoMs !== null && seenAgoMs > awayAfterMs;
}
