import type { Severity } from '../findings/finding.ts';
import { compare, exact, times, type Exact } from './exact.ts';
import type { BudgetAction } from './cost-resources.ts';

/** Of a budget's amount: somebody is told at each (CST-09). */
const thresholds = [50, 80, 100] as const;

export interface BudgetView {
  readonly amountMicro: number;
  readonly action: BudgetAction;
  readonly evenLive: boolean;
  readonly spent: Exact;
  readonly forecast: Exact;
  /** An event is on for an app of the budget. */
  readonly isLive: boolean;
  /** What was told in this period already: `50`, `forecast`. */
  readonly told: readonly string[];
}

export interface BudgetDecision {
  readonly percent: number;
  /** More is to be expected than is allowed, and it is not spent yet. */
  readonly isTight: boolean;
  /** To be told now. */
  readonly news: readonly string[];
  /** What is to be done about it; null: nothing. */
  readonly action: Exclude<BudgetAction, 'notify'> | null;
  /** It would be done, but an event is on: stopping it to save two dollars is the wrong default. */
  readonly isSpared: boolean;
}

/** What a budget says at this moment. */
export function decideBudget({ amountMicro, action, evenLive, spent, forecast, isLive, told }: BudgetView): BudgetDecision {
  const amount = exact(BigInt(amountMicro));
  const reached = thresholds.filter((percent) => compare(spent, times(amount, exact(BigInt(percent), 100n))) >= 0);
  const isOver = reached.includes(100);
  const isTight = compare(forecast, amount) > 0 && !isOver;
  const marks = [...reached.map(String), ...(isTight ? ['forecast'] : [])];
  const isSpared = isOver && action !== 'notify' && isLive && !evenLive;
  return {
    percent: Number((spent.over * 100n) / (spent.under * BigInt(amountMicro))),
    isTight,
    news: marks.filter((mark) => !told.includes(mark)),
    action: isOver && action !== 'notify' && !isSpared ? action : null,
    isSpared,
  };
}

/** How serious it is that so much of a budget is spent; null: not worth telling. */
export function budgetSeverity(percent: number): Severity | null {
  if (percent >= 100) return 'critical';
  if (percent >= 80) return 'warning';
  return percent >= 50 ? 'info' : null;
}
