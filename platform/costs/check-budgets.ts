import { alertOf, alertOver } from '../alerts/alert-of.ts';
import { scaleApp } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import { budgetSeverity } from '../rules/costs/budget.ts';
import { exact, type Exact } from '../rules/costs/exact.ts';
import { moneyText } from '../rules/costs/money-text.ts';
import type { AppRecord } from '../store/apps.ts';
import type { BudgetRecord } from '../store/budgets.ts';
import { budgetState, type BudgetState } from './budget-state.ts';
import { meter } from './meter.ts';
import { meterPrices } from './prices.ts';

/** Tells what is new, once, and does what each budget says: within a minute of a limit, and at once when a budget is changed. */
export function checkBudgets(control: Control, budgets = control.store.budgets.list()): void {
  const states = budgets.map((record) => ({ record, state: budgetState(control, record) }));
  for (const { record, state } of states) {
    tellPeople(control, record, state);
    if (state.decision.news.length > 0) note(control, record, state);
    if (state.decision.action === 'scale-to-floor') scaleToFloor(control, record);
  }
  keepStops(
    control,
    states.flatMap(({ record, state }) => (state.decision.action === 'stop' ? [record] : [])),
  );
}

/** One alert a budget, which grows worse; over with the month, or when the budget is raised. What is to be expected is another one. */
function tellPeople(control: Control, record: BudgetRecord, state: BudgetState): void {
  const { id, appId } = record;
  const { percent, isTight } = state.decision;
  const [spent, forecast] = budgetSubjects(id);
  const alert = { kind: 'budget', appId, text: wordsOf(control, record, state) } as const;
  const severity = budgetSeverity(percent);
  if (severity === null) alertOver(control, spent);
  else alertOf(control, { ...alert, stat: 'spent', subject: spent, severity, value: percent });
  if (isTight)
    alertOf(control, { ...alert, stat: 'forecast', subject: forecast, severity: 'warning', text: forecastWords(control, record, state) });
  else alertOver(control, forecast);
}

/** Of what is spent, and of what is to be expected. */
export const budgetSubjects = (id: number) => [`budget:${id}`, `budget:${id}:forecast`] as const;

/** Into Activity and the log of each app. */
function note(control: Control, record: BudgetRecord, state: BudgetState): void {
  const { decision, mark } = state;
  const isForecast = decision.news.every((each) => each === 'forecast');
  const text = isForecast ? forecastWords(control, record, state) : wordsOf(control, record, state);
  const apps = appsOf(control, record);
  control.store.transaction(() => {
    control.store.budgets.setTold(record.id, [...record.told, ...decision.news.map((each) => `${mark}${each}`)]);
    for (const app of apps) noteOne(control, app.id, text);
  });
  for (const app of apps) control.logBook.tell(app.name, 'costs', [text]);
}

function noteOne({ store, clock }: Control, appId: number, text: string): void {
  store.events.append({ appId, atMs: clock.nowMs(), kind: 'app', level: 'warning', text, actor: 'budget' });
}

function wordsOf(control: Control, record: BudgetRecord, { decision, spent }: BudgetState): string {
  const sparing = decision.isSpared ? '; nothing is cut while an event is on' : '';
  return `Budget ${record.name}: ${decision.percent} % spent, ${money(control, spent)} of ${amountOf(control, record)}${sparing}`;
}

const forecastWords = (control: Control, record: BudgetRecord, { end }: BudgetState): string =>
  `Budget ${record.name}: ${money(control, end)} are to be expected, and ${amountOf(control, record)} are allowed`;

const amountOf = (control: Control, { amountMicro }: BudgetRecord): string => money(control, exact(BigInt(amountMicro)));

const money = (control: Control, amount: Exact): string => moneyText(amount, { currency: meterPrices(control).book.currency, places: 2 });

function scaleToFloor(control: Control, record: BudgetRecord): void {
  for (const app of appsOf(control, record)) {
    const above = processTypes(control, app).filter(({ quantity }) => quantity > 1);
    if (above.length === 0) continue;
    const wish = Object.fromEntries(above.map(({ type }) => [type, 1]));
    scaleApp(control, app, { wish, actor: 'budget', why: `budget ${record.name} is spent` });
  }
}

/** Dynos of an app that a spent budget stops are not started and not paid for; its formation stays, and runs again when the budget lets go. */
function keepStops(control: Control, spent: readonly BudgetRecord[]): void {
  const { store } = control;
  const stopped = new Map(store.budgets.stops().map((stop) => [stop.appId, stop]));
  const wanted = new Map(spent.flatMap((record) => appsOf(control, record).map((app) => [app.id, { app, record }] as const)));
  const begun = [...wanted.values()].filter(({ app }) => !stopped.has(app.id));
  const ended = [...stopped.values()].filter(({ appId }) => !wanted.has(appId));
  if (begun.length + ended.length === 0) return;
  store.transaction(() => {
    for (const { app, record } of begun) {
      store.budgets.stop(app.id, record.id);
      noteOne(control, app.id, `Stopped: the budget ${record.name} is spent`);
    }
    for (const { appId, budget } of ended) {
      store.budgets.letGo(appId);
      noteOne(control, appId, `Runs again: the budget ${budget} allows it`);
    }
    meter(control, 'budget');
  });
  for (const { app, record } of begun)
    control.logBook.tellCode({ app: app.name, dyno: 'costs' }, 'X02', `the budget ${record.name} is spent`);
  control.wake();
}

const appsOf = ({ store }: Control, { appId }: BudgetRecord): readonly AppRecord[] =>
  store.apps.list().filter(({ id }) => appId === null || id === appId);
