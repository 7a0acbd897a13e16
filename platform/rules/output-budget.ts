/** What one dyno may write into the log: 2,000 lines or 4 MB a second, over ten seconds (SUP-33). */
export const outputBudget = { lines: 20_000, bytes: 40_000_000, windowMs: 10_000 } as const;

/** What of the budget is used since a window began. */
export interface OutputUse {
  readonly sinceMs: number;
  readonly lines: number;
  readonly bytes: number;
}

/** True while the rest of the window's output is to be left out. */
export function isSpent(use: OutputUse, nowMs: number): boolean {
  if (nowMs - use.sinceMs >= outputBudget.windowMs) return false;
  return use.lines >= outputBudget.lines || use.bytes >= outputBudget.bytes;
}

/** The use after more was stored: a window that is over begins again. */
export function useAfter(use: OutputUse, stored: { readonly lines: number; readonly bytes: number }, nowMs: number): OutputUse {
  const isOver = nowMs - use.sinceMs >= outputBudget.windowMs;
  if (isOver) return { sinceMs: nowMs, ...stored };
  return { sinceMs: use.sinceMs, lines: use.lines + stored.lines, bytes: use.bytes + stored.bytes };
}
