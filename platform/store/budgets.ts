import { budgetActions, type BudgetAction } from '../rules/costs/cost-resources.ts';
import { numeric, numericOrNull, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface BudgetRecord {
  readonly id: number;
  readonly name: string;
  readonly appId: number | null;
  readonly appName: string | null;
  /** Of an event; null: each calendar month. */
  readonly fromS: number | null;
  readonly toS: number | null;
  readonly amountMicro: number;
  readonly action: BudgetAction;
  readonly evenLive: boolean;
  /** What was told, with the period it was told in: `2026-11:50`. */
  readonly told: readonly string[];
}

/** An app that a budget keeps from running. Its formation stays as it is, and runs again when the budget lets go. */
export interface BudgetStop {
  readonly appId: number;
  readonly appName: string;
  readonly budgetId: number;
  readonly budget: string;
}

/** What may be spent, and what happens then. */
export class Budgets {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  list(): readonly BudgetRecord[] {
    const sql = `select budgets.id, budgets.name, app_id, apps.name app_name, from_s, to_s, amount_micro, action, even_live, told
      from budgets left join apps on apps.id = app_id order by budgets.name limit 1000`;
    return this.#db.all(sql, {}).map(budgetRecord);
  }

  set(budget: Omit<BudgetRecord, 'id' | 'appName' | 'told'> & { readonly actor: string; readonly nowS: number }): void {
    const sql = `insert into budgets (name, app_id, from_s, to_s, amount_micro, action, even_live, actor, created_s)
      values ($name, $appId, $fromS, $toS, $amountMicro, $action, $evenLive, $actor, $nowS)
      on conflict (name) do update set app_id = excluded.app_id, from_s = excluded.from_s, to_s = excluded.to_s, told = '',
        amount_micro = excluded.amount_micro, action = excluded.action, even_live = excluded.even_live, actor = excluded.actor`;
    this.#db.run(sql, { ...budget, evenLive: Number(budget.evenLive) });
  }

  /** Apps whose dynos stand still because a budget is spent that says so. */
  stops(): readonly BudgetStop[] {
    const sql = `select budget_stops.app_id, apps.name app_name, budget_id, budgets.name budget from budget_stops
      join budgets on budgets.id = budget_id join apps on apps.id = budget_stops.app_id order by budget_stops.app_id limit 1000`;
    return this.#db.all(sql, {}).map((row) => ({
      appId: numeric(row, 'app_id'),
      appName: text(row, 'app_name'),
      budgetId: numeric(row, 'budget_id'),
      budget: text(row, 'budget'),
    }));
  }

  /** The name of the budget that stopped the app; null: none did. */
  stopOf(appId: number): string | null {
    const sql = 'select name from budget_stops join budgets on budgets.id = budget_id where budget_stops.app_id = $appId';
    const row = this.#db.maybeOne(sql, { appId });
    return row && text(row, 'name');
  }

  stop(appId: number, budgetId: number): void {
    this.#db.run('insert or replace into budget_stops (app_id, budget_id) values ($appId, $budgetId)', { appId, budgetId });
  }

  letGo(appId: number): void {
    this.#db.run('delete from budget_stops where app_id = $appId', { appId });
  }

  setTold(id: number, told: readonly string[]): void {
    this.#db.run('update budgets set told = $told where id = $id', { id, told: told.join(' ') });
  }

  /** False when there is none. */
  remove(name: string): boolean {
    return this.#db.run('delete from budgets where name = $name', { name }) > 0;
  }
}

function budgetRecord(row: Row): BudgetRecord {
  return {
    id: numeric(row, 'id'),
    name: text(row, 'name'),
    appId: numericOrNull(row, 'app_id'),
    appName: textOrNull(row, 'app_name'),
    fromS: numericOrNull(row, 'from_s'),
    toS: numericOrNull(row, 'to_s'),
    amountMicro: numeric(row, 'amount_micro'),
    action: word(row, 'action', budgetActions),
    evenLive: numeric(row, 'even_live') === 1,
    told: text(row, 'told').split(' ').filter(Boolean),
  };
}
