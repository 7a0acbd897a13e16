import type { Control } from '../control/control.ts';
import { decideBudget, type BudgetDecision } from '../rules/costs/budget.ts';
import { monthOf, monthPeriod, type Period } from '../rules/costs/charges.ts';
import { forecast, timeText } from '../rules/costs/cost-report.ts';
import type { Budget } from '../rules/costs/cost-resources.ts';
import { exact, type Exact } from '../rules/costs/exact.ts';
import { wholeMicro } from '../rules/costs/money-text.ts';
import type { AppRecord } from '../store/apps.ts';
import type { BudgetRecord } from '../store/budgets.ts';
import { budgetFrozen } from './errors.ts';
import { isEventLive, plannedCost } from './planned.ts';
import { meterPrices } from './prices.ts';

/** All budgets with what is spent of them. */
export function shownBudgets(control: Control): readonly Budget[] {
  const { currency } = meterPrices(control).book;
  return control.store.budgets.list().map((record) => {
    const { spent, end, decision } = budgetState(control, record);
    const { name, appName, fromS, toS, amountMicro, action, evenLive } = record;
    return {
      name,
      app: appName,
      from: fromS === null ? null : timeText(fromS),
      to: toS === null ? null : timeText(toS),
      amountMicro,
      currency,
      action,
      evenLive,
      spentMicro: wholeMicro(spent),
      forecastMicro: wholeMicro(end),
      percent: decision.percent,
      isCapped: decision.action !== null,
    };
  });
}

/** More dynos or larger ones are refused while a budget of the app is spent that says so. */
export function refuseFrozen(control: Control, app: AppRecord): void {
  const frozen = frozenBy(control, app);
  if (frozen !== null) throw budgetFrozen(frozen);
}

/** The name of the budget that lets nothing grow; null: none does. */
export function frozenBy(control: Control, app: AppRecord): string | null {
  const frozen = control.store.budgets
    .list()
    .filter(({ action, appId }) => action !== 'notify' && (appId === null || appId === app.id))
    .find((record) => budgetState(control, record).decision.action !== null);
  return frozen?.name ?? null;
}

export interface BudgetState {
  readonly spent: Exact;
  readonly end: Exact;
  readonly decision: BudgetDecision;
  /** Begins what was told in this period. */
  readonly mark: string;
}

/** Where a budget stands in its period. */
export function budgetState(control: Control, record: BudgetRecord): BudgetState {
  const now = nowS(control);
  const period: Period = record.fromS === null || record.toS === null ? monthPeriod(now) : { fromS: record.fromS, toS: record.toS };
  const isOfApp = ({ app }: { readonly app: string }): boolean => record.appName === null || app === record.appName;
  const intervals = control.store.ledger.within({ fromS: monthPeriod(period.fromS).fromS, toS: period.toS }).filter(isOfApp);
  const planned = plannedCost(control, { fromS: Math.max(now, period.fromS), toS: period.toS, app: record.appName });
  const upTo = Math.min(now, period.toS);
  const { spent, end } =
    upTo <= period.fromS
      ? { spent: exact(0n), end: planned }
      : forecast({ intervals, nowS: upTo, endS: period.toS, planned }, period.fromS);
  const mark = record.fromS === null ? `${monthOf(now)}:` : '';
  const told = record.told.filter((each) => each.startsWith(mark)).map((each) => each.slice(mark.length));
  const { amountMicro, action, evenLive, appId } = record;
  const decision = decideBudget({ amountMicro, action, evenLive, spent, forecast: end, isLive: isEventLive(control, appId), told });
  const isOver = now >= period.toS;
  return { spent, end, mark, decision: isOver ? { ...decision, action: null } : decision };
}

const nowS = ({ clock }: Control): number => Math.floor(clock.nowMs() / 1000);
