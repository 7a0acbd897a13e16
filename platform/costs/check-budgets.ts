import { scaleApp } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import type { BudgetDecision } from '../rules/costs/budget.ts';
import { exact, type Exact } from '../rules/costs/exact.ts';
import { moneyText } from '../rules/costs/money-text.ts';
import type { AppRecord } from '../store/apps.ts';
import type { BudgetRecord } from '../store/budgets.ts';
import { budgetState, type BudgetState } from './budget-state.ts';
import { meterPrices } from './prices.ts';

/** Tells what is new, once, and does what the budget says. */
export function checkBudgets(control: Control): void {
  for (const record of control.store.budgets.list()) {
    const state = budgetState(control, record);
    if (state.decision.news.length > 0) tell(control, record, state);
    if (state.decision.action !== null) act(control, record, state.decision.action);
  }
}

function tell(control: Control, record: BudgetRecord, { decision, spent, end, mark }: BudgetState): void {
  const { currency } = meterPrices(control).book;
  const money = (amount: Exact): string => moneyText(amount, { currency, places: 2 });
  const amount = money(exact(BigInt(record.amountMicro)));
  const isForecast = decision.news.every((each) => each === 'forecast');
  const text = isForecast
    ? `Budget ${record.name}: ${money(end)} are to be expected, and ${amount} are allowed`
    : `Budget ${record.name}: ${decision.percent} % spent, ${money(spent)} of ${amount}${decision.isSpared ? '; nothing is cut while an event is on' : ''}`;
  control.store.transaction(() => {
    control.store.budgets.setTold(record.id, [...record.told, ...decision.news.map((each) => `${mark}${each}`)]);
    for (const app of appsOf(control, record))
      control.store.events.append({ appId: app.id, atMs: control.clock.nowMs(), kind: 'app', level: 'warning', text, actor: 'budget' });
  });
  for (const app of appsOf(control, record)) control.logBook.tell(app.name, 'costs', [text]);
}

function act(control: Control, record: BudgetRecord, action: Exclude<BudgetDecision['action'], null>): void {
  if (action === 'freeze-up') return; // who scales up is refused
  const most = action === 'stop' ? 0 : 1;
  for (const app of appsOf(control, record)) {
    const above = processTypes(control, app).filter(({ quantity }) => quantity > most);
    if (above.length === 0) continue;
    const wish = Object.fromEntries(above.map(({ type }) => [type, most]));
    scaleApp(control, app, { wish, actor: 'budget', why: `budget ${record.name} is spent` });
  }
}

const appsOf = ({ store }: Control, { appId }: BudgetRecord): readonly AppRecord[] =>
  store.apps.list().filter(({ id }) => appId === null || id === appId);
