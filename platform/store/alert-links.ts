import { numeric } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

/** Links in messages that were used: each does its one thing once. */
export class AlertLinks {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** False when it was used before: of two that press at once, one does it. */
  use(mark: string, nowMs: number): boolean {
    return this.#db.run('insert into used_links (mark, used_at_ms) values ($mark, $nowMs) on conflict do nothing', { mark, nowMs }) > 0;
  }

  /** What it was for could not be done. */
  giveBack(mark: string): void {
    this.#db.run('delete from used_links where mark = $mark', { mark });
  }

  usedAt(mark: string): number | null {
    const row = this.#db.maybeOne('select used_at_ms from used_links where mark = $mark', { mark });
    return row && numeric(row, 'used_at_ms');
  }

  prune(beforeMs: number): void {
    this.#db.run('delete from used_links where used_at_ms < $beforeMs', { beforeMs });
  }
}
