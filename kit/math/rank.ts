/** Two measured numbers closer than this are the same number: sums of doubles taken in another order must not split a tie. */
const noise = 1e-7;

/** Whether two numbers are equal but for the noise of adding doubles (1e-7). */
export function nearlyEqual(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) < noise;
}

/**
 * Competition ranks of items that stand best first: those that tie share a rank and the next rank skips, as in 1, 2, 2, 4.
 * `tie` is asked of neighbours only, so an item ties with the one before it or with nobody above.
 */
export function competitionRanks<Item>(items: readonly Item[], tie: (above: Item, below: Item) => boolean): number[] {
  const ranks: number[] = [];
  let above: { item: Item; rank: number } | null = null;
  for (const [index, item] of items.entries()) {
    const rank: number = above !== null && tie(above.item, item) ? above.rank : index + 1;
    ranks.push(rank);
    above = { item, rank };
  }
  return ranks;
}
