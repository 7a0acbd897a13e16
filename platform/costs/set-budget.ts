import { appNamed } from '../control/app-operations.ts';
import type { BudgetWish } from '../control/cost-verbs.ts';
import type { Control } from '../control/control.ts';
import type { Period } from '../rules/costs/charges.ts';
import { budgetActions, type Budget } from '../rules/costs/cost-resources.ts';
import { alertOver } from '../alerts/alert-of.ts';
import { shownBudgets } from './budget-state.ts';
import { budgetSubjects, checkBudgets } from './check-budgets.ts';
import { budgetWrong, noBudget } from './errors.ts';
import { dayStart } from './report.ts';

const mostMicro = 1_000_000_000_000;

/** A budget of an app, or of all together; one of the same name is replaced. */
export function setBudget(control: Control, wish: BudgetWish, actor: string): Budget {
  refuseWrong(wish);
  const { name, app = null, amountMicro, action = 'notify', evenLive = false } = wish;
  const { fromS, toS } = periodOf(wish) ?? { fromS: null, toS: null };
  const appId = app === null ? null : appNamed(control, app).id;
  const nowS = Math.floor(control.clock.nowMs() / 1000);
  control.store.budgets.set({ name, appId, fromS, toS, amountMicro, action, evenLive, actor, nowS });
  checkBudgets(control); // what is raised lets go at once
  const shown = shownBudgets(control).find((budget) => budget.name === name);
  if (shown === undefined) throw noBudget(name);
  return shown;
}

function refuseWrong({ name, amountMicro, action = 'notify' }: BudgetWish): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9 _-]{0,39}$/.test(name)) throw budgetWrong(`"${name}" cannot be the name of a budget.`);
  if (!Number.isInteger(amountMicro) || amountMicro <= 0 || amountMicro > mostMicro)
    throw budgetWrong('The amount of a budget must be above 0 and at most a million.');
  if (!budgetActions.includes(action)) throw budgetWrong(`A budget cannot "${action}"; it can ${budgetActions.join(', ')}.`);
}

/** Of an event; null: each calendar month. */
function periodOf({ from, to }: BudgetWish): Period | null {
  if (from === undefined && to === undefined) return null;
  if (from === undefined || to === undefined) throw budgetWrong('The budget of an event needs its first and its last day.');
  const period = { fromS: dayStart(from), toS: dayStart(to) + 86_400 };
  if (period.toS <= period.fromS) throw budgetWrong(`${from} is later than ${to}.`);
  return period;
}

/** What it stopped runs again. */
export function removeBudget(control: Control, name: string): void {
  const { budgets } = control.store;
  const all = budgets.list();
  const record = all.find((budget) => budget.name === name);
  if (record === undefined) throw noBudget(name);
  checkBudgets(
    control,
    all.filter((budget) => budget !== record),
  );
  budgets.remove(name);
  for (const subject of budgetSubjects(record.id)) alertOver(control, subject);
}
