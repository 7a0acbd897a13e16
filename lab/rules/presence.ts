/** Somebody is away when their browser has given no sign of life for so long; lab specification, 4.4. */
export const awayAfterMs = 30_000;

/** How often a process writes down, by one statement, who is there. */
export const noteEveryMs = 10_000;

/** How long somebody has been away; null while they are there, or when their browser never said anything. */
export function awayForMs(seenAgoMs: number | null): number | null {
  return seenAgoMs !== null && seenAgoMs > awayAfterMs ? seenAgoMs : null;
}
