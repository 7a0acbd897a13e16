import { applyPlan, plannedEvents, unapplyPlan } from '../costs/apply-plan.ts';
import { shownBudgets } from '../costs/budget-state.ts';
import { removeBudget, setBudget } from '../costs/set-budget.ts';
import { chooseBook, confirmPrices, priceBooks, setPriceBook } from '../costs/change-prices.ts';
import { estimateAnswer, estimates, planFrom } from '../costs/estimate-plan.ts';
import { knownBooks } from '../costs/prices.ts';
import { liveEvents } from '../costs/planned.ts';
import { checkLedger, costReport, ledgerLines } from '../costs/report.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { CostVerbs } from './cost-verbs.ts';

/** What things cost, what was paid, what may be spent, and plans that run by themselves. */
export function costOperations(control: Control, actor: string): CostVerbs {
  return {
    costs: async (query) => costReport(control, query),
    ledger: async (query) => ledgerLines(control, query),
    checkLedger: async () => checkLedger(control),
    estimateCosts: async (plan) =>
      estimates(
        planFrom(plan),
        knownBooks(control).map(({ book }) => book),
      ).map(estimateAnswer),
    priceBooks: async () => priceBooks(control),
    setPriceBook: async (document) => setPriceBook(control, document, actor),
    chooseBook: async (id) => chooseBook(control, id),
    confirmPrices: async (id) => confirmPrices(control, id),
    budgets: async () => shownBudgets(control),
    setBudget: async (wish) => setBudget(control, wish, actor),
    removeBudget: async (name) => removeBudget(control, name),
    liveEvents: async () => liveEvents(control, null),
    plannedEvents: async (name) => plannedEvents(control, appNamed(control, name)),
    applyPlan: async (name, wish) => applyPlan(control, appNamed(control, name), { ...wish, actor }),
    unapplyPlan: async (app, name) => unapplyPlan(control, appNamed(control, app), { name, actor }),
  };
}
