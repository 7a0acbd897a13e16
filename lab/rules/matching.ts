/** Somebody who may be put into a group. */
export interface Candidate {
  readonly id: number;
  /** Only people with the same key are put together. */
  readonly key: string;
}

/** The first group of `size` people with one key, in the order they are listed; null when no key has so many. */
export function firstMatch(waiting: readonly Candidate[], size: number): readonly number[] | null {
  const byKey = Map.groupBy(waiting, ({ key }) => key);
  const lines = [...byKey.values()].filter((line) => line.length >= size).map((line) => line.slice(0, size));
  const places = new Map(waiting.map(({ id }, place) => [id, place]));
  // Whose last member came first was complete first.
  const first = lines.sort((a, b) => (places.get(a.at(-1)?.id ?? 0) ?? 0) - (places.get(b.at(-1)?.id ?? 0) ?? 0)).at(0);
  return first ? first.map(({ id }) => id) : null;
}

/**
 * The value that the next group gets, so that the groups keep to the shares: the one with the fewest groups for its share, the first named
 * among equals. Values with the share 0 get none.
 */
export function nextBalanced(counts: ReadonlyMap<string, number>, shares: Readonly<Record<string, number>>): string | null {
  let best: { readonly value: string; readonly load: number } | null = null;
  for (const [value, share] of Object.entries(shares)) {
    const load = (counts.get(value) ?? 0) / share;
    if (share > 0 && (best === null || load < best.load)) best = { value, load };
  }
  return best?.value ?? null;
}

/** Somebody who is left in a lobby. */
export interface Left {
  readonly isBot: boolean;
  readonly waitedMs: number;
}

interface BotRule {
  readonly size: number;
  readonly afterSeconds: number;
}

/** How many bots are to come so that those who are left can play: none before a person has waited for so many seconds. */
export function botsWanted(left: readonly Left[], { size, afterSeconds }: BotRule): number {
  return untilBotsMs(left, afterSeconds) === 0 ? Math.max(0, size - left.length) : 0;
}

/** Until somebody has waited so long that bots come; 0: they come now. Null when nobody waits but bots. */
export function untilBotsMs(left: readonly Left[], afterSeconds: number): number | null {
  const longest = left.filter(({ isBot }) => !isBot).reduce((most, { waitedMs }) => Math.max(most, waitedMs), -1);
  return longest < 0 ? null : Math.max(0, 1_000 * afterSeconds - longest);
}
