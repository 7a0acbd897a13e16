import type { LogLine } from '../rules/resources.ts';
import { sql as linesTables } from './migrations/logs-0001-lines.ts';
import { sql as linesThatTell } from './migrations/logs-0002-told.ts';
import { isoTime, Sqlite, text, numeric, word } from './sqlite.ts';
import type { Row } from './sqlite.ts';

export interface NewLine {
  readonly app: string;
  readonly atMs: number;
  readonly source: LogLine['source'];
  readonly dyno: string;
  readonly text: string;
}

/** A piece of a dyno's output file: its bytes `from` up to `to` are these lines. */
export interface OutputPiece {
  readonly dynoId: string;
  readonly from: number;
  readonly to: number;
  readonly lines: readonly NewLine[];
}

export interface LineFilter {
  readonly lines: number;
  readonly source?: LogLine['source'] | undefined;
  /** `web` or `web.1`. */
  readonly dyno?: string | undefined;
  /** Somewhere in the line, in capitals or not. */
  readonly text?: string | undefined;
  /** `H12`: the router's lines that end with it, or the platform's that tell it. */
  readonly code?: string | undefined;
  /** Lines of the router and of the app that name this request. */
  readonly requestId?: string | undefined;
  readonly sinceMs?: number | undefined;
}

export interface Retention {
  readonly bytesPerApp: number;
  readonly olderThanMs: number;
}

/** Beside the text itself a line takes about this much. */
const lineOverheadBytes = 60;
const prunedAtOnce = 5_000;

/** logs.db: lines of all apps in the order they came in. */
export class Logs {
  readonly #db: Sqlite;

  constructor(path: string) {
    this.#db = new Sqlite(path, 'normal');
    this.#db.migrate([linesTables, linesThatTell]);
  }

  close(): void {
    this.#db.close();
  }

  /** Answers their numbers. */
  append(lines: readonly NewLine[]): readonly number[] {
    return this.#db.transaction(() => this.#insert(lines));
  }

  storedOffset(dynoId: string): number {
    const row = this.#db.maybeOne('select offset from offsets where dyno_id = $dynoId', { dynoId });
    return row === null ? 0 : numeric(row, 'offset');
  }

  /**
   * Stores a piece that follows what is stored, lines and offset together; a piece that does not (a repeat, or one from before a
   * crash) changes nothing. Answers how far the file is stored, from where the sender goes on.
   */
  appendOutput(piece: OutputPiece, nowMs: number): { readonly offset: number; readonly ids: readonly number[] } {
    return this.#db.transaction(() => {
      const offset = this.storedOffset(piece.dynoId);
      if (piece.from !== offset) return { offset, ids: [] };
      const sql = `insert into offsets (dyno_id, offset, at_ms) values ($dynoId, $to, $nowMs)
        on conflict (dyno_id) do update set offset = excluded.offset, at_ms = excluded.at_ms`;
      this.#db.run(sql, { dynoId: piece.dynoId, to: piece.to, nowMs });
      return { offset: piece.to, ids: this.#insert(piece.lines) };
    });
  }

  /** The newest that fit the filter, oldest of them first. */
  newest(app: string, filter: LineFilter): readonly LogLine[] {
    const sql = `select id, at_ms, source, dyno, text from lines
      where app = $app and at_ms >= $sinceMs and ($source is null or source = $source)
        and ($dyno is null or dyno = $dyno or dyno like $numbered)
        and ($text is null or instr(lower(text), $text) > 0) and ($requestId is null or instr(text, $requestId) > 0)
        and ($code is null or instr(text, ' code=' || $code || ' ') > 0 or instr(text, $code || ' (') > 0)
      order by id desc limit $lines`;
    const { source = null, dyno = null, code = null, requestId = null, sinceMs = 0, lines } = filter;
    const values = { app, source, dyno, numbered: `${dyno ?? ''}.%`, code, requestId, sinceMs, lines };
    return this.#db
      .all(sql, { ...values, text: filter.text?.toLowerCase() ?? null })
      .map(logLine)
      .toReversed();
  }

  /** Those behind a line, oldest first. */
  after(app: string, id: number, most: number): readonly LogLine[] {
    const sql = 'select id, at_ms, source, dyno, text from lines where app = $app and id > $id order by id limit $most';
    return this.#db.all(sql, { app, id, most }).map(logLine);
  }

  /** How many lines and bytes stand behind a line. */
  amountAfter(app: string, id: number): { readonly lines: number; readonly bytes: number } {
    const sql = 'select count(*) lines, coalesce(sum(length(text)), 0) bytes from lines where app = $app and id > $id';
    const row = this.#db.one(sql, { app, id });
    return { lines: numeric(row, 'lines'), bytes: numeric(row, 'bytes') };
  }

  /** The newest line of the app; 0 when it has none. */
  newestId(app: string): number {
    return numeric(this.#db.one('select coalesce(max(id), 0) id from lines where app = $app', { app }), 'id');
  }

  /** How often each code was told since then: the router's `code=H12`, the supervisor's `Error R14 (…)`, what was left out of a log (`L12 (…)`). */
  codeCounts(app: string, sinceMs: number): readonly { readonly code: string; readonly count: number; readonly lastMs: number }[] {
    const sql = `select code, count(*) count, max(at_ms) last_ms from (
        select at_ms, case
          when source = 'rostra' and dyno = 'router' and text like 'at=% code=___ %' then substr(text, instr(text, ' code=') + 6, 3)
          when source = 'rostra' and text like 'Error ___ (%' then substr(text, 7, 3)
          when text like 'L1_ (%' then substr(text, 1, 3)
        end code from lines where app = $app and at_ms >= $sinceMs)
      where code is not null group by code order by count desc, code limit 100`;
    return this.#db
      .all(sql, { app, sinceMs })
      .map((row) => ({ code: text(row, 'code'), count: numeric(row, 'count'), lastMs: numeric(row, 'last_ms') }));
  }

  /** When the supervisor and the log told a code of the app: those of requests are counted with its traffic. Oldest first, at most 5,000. */
  dynoCodes(
    app: string,
    time: { readonly sinceMs: number; readonly untilMs: number },
  ): readonly { readonly code: string; readonly atMs: number }[] {
    const sql = `select code, at_ms from (
        select at_ms, case
          when source = 'rostra' and text like 'Error ___ (%' then substr(text, 7, 3)
          when text like 'L1_ (%' then substr(text, 1, 3)
        end code from lines where app = $app and at_ms >= $sinceMs and at_ms < $untilMs and dyno <> 'router'
          and (substr(text, 1, 6) = 'Error ' or substr(text, 1, 2) = 'L1'))
      where code is not null order by at_ms limit 5000`;
    const { sinceMs, untilMs } = time;
    return this.#db.all(sql, { app, sinceMs, untilMs }).map((row) => ({ code: text(row, 'code'), atMs: numeric(row, 'at_ms') }));
  }

  /** An app is gone: so are its lines. */
  forget(app: string): void {
    this.#db.transaction(() => {
      this.#db.run('delete from lines where app = $app', { app });
      this.#db.run('delete from sizes where app = $app', { app });
    });
  }

  /** Drops what is too old and, of an app that takes too much, the oldest: a bounded piece of work at a call. Answers how many lines. */
  prune(retention: Retention): number {
    const { olderThanMs, bytesPerApp } = retention;
    return this.#db.transaction(() => {
      const first = `select id, app, size from (select id, app, at_ms, length(text) size from lines order by id limit $prunedAtOnce)
        where at_ms < $olderThanMs`;
      let pruned = this.#delete(this.#db.all(first, { prunedAtOnce, olderThanMs }));
      for (const row of this.#db.all('select app from sizes where bytes > $bytesPerApp limit 100', { bytesPerApp })) {
        const oldest = 'select id, app, length(text) size from lines where app = $app order by id limit $prunedAtOnce';
        pruned += this.#delete(this.#db.all(oldest, { app: text(row, 'app'), prunedAtOnce }));
      }
      return pruned;
    });
  }

  /** Of dynos that are long gone. One that is merely silent keeps its offset, or its whole output would come again. */
  forgetOffsets(gone: { readonly olderThanMs: number; readonly keep: readonly string[] }): void {
    const sql = 'delete from offsets where at_ms < $olderThanMs and dyno_id not in (select value from json_each($listed))';
    this.#db.run(sql, { olderThanMs: gone.olderThanMs, listed: JSON.stringify(gone.keep) });
  }

  #insert(lines: readonly NewLine[]): readonly number[] {
    const sql = 'insert into lines (app, at_ms, source, dyno, text) values ($app, $atMs, $source, $dyno, $text)';
    const ids = lines.map((line) => this.#db.insert(sql, { ...line }));
    this.#resize(lines.map((line) => ({ app: line.app, bytes: line.text.length + lineOverheadBytes })));
    return ids;
  }

  #delete(rows: readonly Row[]): number {
    for (const row of rows) this.#db.run('delete from lines where id = $id', { id: numeric(row, 'id') });
    this.#resize(rows.map((row) => ({ app: text(row, 'app'), bytes: -numeric(row, 'size') - lineOverheadBytes })));
    return rows.length;
  }

  /** How much an app's lines take, once for many of them. */
  #resize(changes: readonly { readonly app: string; readonly bytes: number }[]): void {
    const sums = new Map<string, number>();
    for (const { app, bytes } of changes) sums.set(app, (sums.get(app) ?? 0) + bytes);
    const sql = 'insert into sizes (app, bytes) values ($app, $bytes) on conflict (app) do update set bytes = bytes + excluded.bytes';
    for (const [app, bytes] of sums) this.#db.run(sql, { app, bytes });
  }
}

const sources = ['app', 'rostra'] as const;

function logLine(row: Row): LogLine {
  return {
    id: numeric(row, 'id'),
    at: isoTime(numeric(row, 'at_ms')),
    source: word(row, 'source', sources),
    dyno: text(row, 'dyno'),
    text: text(row, 'text'),
  };
}
