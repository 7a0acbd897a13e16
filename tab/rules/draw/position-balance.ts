/** What a BP draw does to the balance of a team's positions. Tab spec section 3.10. */
export type BalanceVerdict =
  /** Balanced before and after. */
  | 'balanced'
  /** Was balanced and is no longer. */
  | 'regression'
  /** Another position would have balanced it, or left it less uneven. */
  | 'still bad'
  /** As even as one debate can make it. */
  | 'improving'
  /** Balanced by this debate. */
  | 'resolved';

export interface PositionBalance {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly verdict: BalanceVerdict;
}

/** The positions a team has had before and with this draw, and what to think of it; balanced means that none was had twice more than another. */
export function positionBalance(history: readonly number[], position: number): PositionBalance {
  const before = [0, 1, 2, 3].map((index) => history[index] ?? 0);
  const then = (index: number): number[] => before.with(index, (before[index] ?? 0) + 1);
  const after = then(position);
  const least = Math.min(...before.keys().map((index) => spread(then(index))));
  return { before, after, verdict: verdictOf({ before: spread(before), after: spread(after), least }) };
}

function verdictOf({ before, after, least }: { readonly before: number; readonly after: number; readonly least: number }): BalanceVerdict {
  if (before <= 1) return after <= 1 ? 'balanced' : 'regression';
  if (after <= 1) return 'resolved';
  return after > least ? 'still bad' : 'improving';
}

function spread(counts: readonly number[]): number {
  return Math.max(...counts) - Math.min(...counts);
}
