/** What a dyno's memory means beside its quota (platform specification, SUP-41). */
export type MemoryVerdict =
  | { readonly kind: 'within' }
  /** R14: told, and it goes on. */
  | { readonly kind: 'over'; readonly reason: string }
  /** R15: it is ended at once, and started again as after a crash. */
  | { readonly kind: 'far over'; readonly reason: string };

/** Beyond so many times its quota a dyno is ended. */
const mostQuotas = 2;
/** From here on memory is looked at more often: it may be about to run away. */
const nearMost = 1.7;

export function memoryVerdict(memoryMb: number, quotaMb: number): MemoryVerdict {
  if (memoryMb > mostQuotas * quotaMb)
    return { kind: 'far over', reason: `R15 (Memory quota vastly exceeded): ${amount(memoryMb, quotaMb)}` };
  if (memoryMb > quotaMb) return { kind: 'over', reason: `R14 (Memory quota exceeded): ${amount(memoryMb, quotaMb)}` };
  return { kind: 'within' };
}

export function runsAway(memoryMb: number, quotaMb: number): boolean {
  return memoryMb > nearMost * quotaMb;
}

/** In Heroku's words: `mem=548M(107.0%)`. */
function amount(memoryMb: number, quotaMb: number): string {
  return `mem=${Math.round(memoryMb)}M(${((100 * memoryMb) / quotaMb).toFixed(1)}%)`;
}
