import type { RestartMark } from '../rules/formation.ts';
import { text, numeric } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

/** How many dynos of each process type an app wants, how large they are, and which of them are to be replaced. */
export class Formations {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  quantities(appId: number): Readonly<Record<string, number>> {
    const rows = this.#db.all('select type, quantity from formation where app_id = $appId order by type limit 100', { appId });
    return Object.fromEntries(rows.map((row) => [text(row, 'type'), numeric(row, 'quantity')]));
  }

  setQuantities(appId: number, quantities: Readonly<Record<string, number>>): void {
    const sql = `insert into formation (app_id, type, quantity) values ($appId, $type, $quantity)
      on conflict (app_id, type) do update set quantity = excluded.quantity`;
    this.#db.transaction(() => {
      for (const [type, quantity] of Object.entries(quantities)) this.#db.run(sql, { appId, type, quantity });
    });
  }

  /** Names of sizes, of the types that the app has ever had. */
  sizes(appId: number): Readonly<Record<string, string>> {
    const rows = this.#db.all('select type, size from formation where app_id = $appId order by type limit 100', { appId });
    return Object.fromEntries(rows.map((row) => [text(row, 'type'), text(row, 'size')]));
  }

  setSizes(appId: number, sizes: Readonly<Record<string, string>>): void {
    const sql = `insert into formation (app_id, type, quantity, size) values ($appId, $type, 0, $size)
      on conflict (app_id, type) do update set size = excluded.size`;
    this.#db.transaction(() => {
      for (const [type, size] of Object.entries(sizes)) this.#db.run(sql, { appId, type, size });
    });
  }

  restarts(appId: number): readonly RestartMark[] {
    return this.#db.all('select type, number, before_ms from restart_marks where app_id = $appId limit 1000', { appId }).map((row) => ({
      type: text(row, 'type') || null,
      number: numeric(row, 'number') || null,
      beforeMs: numeric(row, 'before_ms'),
    }));
  }

  markRestart(appId: number, mark: RestartMark): void {
    const sql = `insert into restart_marks (app_id, type, number, before_ms) values ($appId, $type, $number, $beforeMs)
      on conflict (app_id, type, number) do update set before_ms = excluded.before_ms`;
    this.#db.run(sql, { appId, type: mark.type ?? '', number: mark.number ?? 0, beforeMs: mark.beforeMs });
  }
}
