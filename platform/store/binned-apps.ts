import type { ConfigVars } from '../rules/resources.ts';
import { numeric, text } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

/** What an app is made of again. */
export interface BinnedContent {
  readonly slugId: string | null;
  /** Without those of its add-ons. */
  readonly config: ConfigVars;
  readonly quantities: Readonly<Record<string, number>>;
  readonly sizes: Readonly<Record<string, string>>;
  readonly addons: readonly { readonly plan: string; readonly configVar: string; readonly backup: number | null }[];
}

export interface BinnedRecord {
  readonly id: number;
  readonly app: string;
  readonly destroyedAtMs: number;
  readonly untilMs: number;
  readonly content: BinnedContent;
  readonly actor: string;
}

const columns = 'id, app, destroyed_at_ms, until_ms, content, actor from binned_apps';

/** Destroyed apps, for as long as they can come back. */
export class BinnedApps {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** The last destroyed first. */
  all(): readonly BinnedRecord[] {
    return this.#db.all(`select ${columns} order by id desc limit 1000`, {}).map(binnedRecord);
  }

  put({ content, ...binned }: Omit<BinnedRecord, 'id'>): void {
    const sql = `insert into binned_apps (app, destroyed_at_ms, until_ms, content, actor)
      values ($app, $destroyedAtMs, $untilMs, $content, $actor)`;
    this.#db.run(sql, { ...binned, content: JSON.stringify(content) });
  }

  remove(id: number): void {
    this.#db.run('delete from binned_apps where id = $id', { id });
  }
}

function binnedRecord(row: Row): BinnedRecord {
  const content: BinnedContent = JSON.parse(text(row, 'content'));
  return {
    id: numeric(row, 'id'),
    app: text(row, 'app'),
    destroyedAtMs: numeric(row, 'destroyed_at_ms'),
    untilMs: numeric(row, 'until_ms'),
    content,
    actor: text(row, 'actor'),
  };
}
