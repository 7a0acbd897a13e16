import type { TeamId } from '../ids.ts';

/** A room of an elimination round, sides still open; of a round before, the teams that go on. */
export interface Bout {
  readonly roomRank: number;
  readonly teams: readonly TeamId[];
}

/** How many teams had no debate in a round, by the number of its top room. */
export function bypassed(results: readonly Bout[]): number {
  return (results[0]?.roomRank ?? 1) - 1;
}

export function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

/** The first with the last, the second with the last but one, and so on. */
export function fold<Item>(items: readonly Item[]): (readonly [Item, Item])[] {
  return items.slice(0, items.length / 2).flatMap((first, index) => {
    const last = items.at(-1 - index);
    return last === undefined ? [] : [[first, last] as const];
  });
}
