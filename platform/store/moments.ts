import { momentKinds } from '../rules/scaling/moments.ts';
import type { Moment } from '../rules/scaling/moments.ts';
import { numeric, text, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface MomentRecord extends Moment {
  readonly number: number;
  readonly appId: number;
  readonly appName: string;
  /** Web dynos that are to run then. */
  readonly quantity: number;
}

const columns = `moments.number, app_id, apps.name app_name, moments.id, at_ms, title, people, pages, kind, quantity
  from moments join apps on apps.id = app_id where apps.is_leaving = 0`;

/** What apps have announced, so that a control that starts again knows it before it has asked. */
export class Moments {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  all(): readonly MomentRecord[] {
    return this.#db.all(`select ${columns} order by at_ms, moments.number limit 1000`, {}).map(momentRecord);
  }

  /** New, or moved: what was known of it is replaced. */
  put(moment: Omit<MomentRecord, 'number' | 'appName'>): void {
    const sql = `insert into moments (app_id, id, at_ms, title, people, pages, kind, quantity)
      values ($appId, $id, $atMs, $title, $expectPeople, $pages, $kind, $quantity)
      on conflict (app_id, id) do update set at_ms = excluded.at_ms, title = excluded.title, people = excluded.people,
        pages = excluded.pages, kind = excluded.kind, quantity = excluded.quantity`;
    this.#db.run(sql, { ...moment, pages: JSON.stringify(moment.pages) });
  }

  remove(number: number): void {
    this.#db.run('delete from moments where number = $number', { number });
  }
}

function momentRecord(row: Row): MomentRecord {
  const pages: readonly string[] = JSON.parse(text(row, 'pages'));
  return {
    number: numeric(row, 'number'),
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
    id: text(row, 'id'),
    atMs: numeric(row, 'at_ms'),
    title: text(row, 'title'),
    expectPeople: numeric(row, 'people'),
    pages,
    kind: word(row, 'kind', momentKinds),
    quantity: numeric(row, 'quantity'),
  };
}
