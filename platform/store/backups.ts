import { backupReasons, dumpFormats } from '../rules/backups/backup-resources.ts';
import type { BackupReason, DumpFormat, TableContents } from '../rules/backups/backup-resources.ts';
import { numeric, numericOrNull, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface BackupRecord {
  readonly id: number;
  /** They outlive the app and its add-on, so both by name. */
  readonly app: string;
  readonly database: string;
  readonly reason: BackupReason;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly format: DumpFormat;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly server: string | null;
  readonly tool: string | null;
  readonly tables: readonly TableContents[];
  readonly failure: string | null;
  readonly drill: { readonly atMs: number; readonly passed: boolean; readonly words: string } | null;
  readonly actor: string;
}

export type NewBackup = Pick<BackupRecord, 'app' | 'database' | 'reason' | 'startedAtMs' | 'format' | 'actor'>;

export type TakenBackup = Pick<BackupRecord, 'id' | 'endedAtMs' | 'bytes' | 'sha256' | 'server' | 'tool' | 'tables'>;

const columns = `id, app, database, reason, state, started_at_ms, ended_at_ms, format, bytes, sha256, server, tool, tables, failure,
  drilled_at_ms, drill_passed, drill_words, actor from backups`;

/** What was saved of databases. The files lie in the data folder, named after the id. */
export class Backups {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Newest first. */
  ofApp(app: string): readonly BackupRecord[] {
    return this.#db.all(`select ${columns} where app = $app order by id desc limit 1000`, { app }).map(backupRecord);
  }

  find(id: number): BackupRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where id = $id`, { id });
    return row && backupRecord(row);
  }

  ofDatabase(database: string): readonly BackupRecord[] {
    return this.#db.all(`select ${columns} where database = $database order by id desc limit 1000`, { database }).map(backupRecord);
  }

  running(): readonly BackupRecord[] {
    return this.#db.all(`select ${columns} where state = 'running' order by id limit 1000`, {}).map(backupRecord);
  }

  databases(): readonly string[] {
    return this.#db.all('select distinct database from backups order by database limit 1000', {}).map((row) => text(row, 'database'));
  }

  begin(backup: NewBackup): number {
    const sql = `insert into backups (app, database, reason, state, started_at_ms, format, actor)
      values ($app, $database, $reason, 'running', $startedAtMs, $format, $actor) returning id`;
    return numeric(this.#db.one(sql, { ...backup }), 'id');
  }

  setFormat(id: number, format: DumpFormat): void {
    this.#db.run('update backups set format = $format where id = $id', { id, format });
  }

  end(taken: TakenBackup): void {
    const sql = `update backups set state = 'done', ended_at_ms = $endedAtMs, bytes = $bytes, sha256 = $sha256, server = $server, tool = $tool,
      tables = $tables where id = $id`;
    this.#db.run(sql, { ...taken, tables: JSON.stringify(taken.tables) });
  }

  fail(id: number, { failure, endedAtMs }: { readonly failure: string; readonly endedAtMs: number }): void {
    this.#db.run("update backups set state = 'failed', failure = $failure, ended_at_ms = $endedAtMs where id = $id", {
      id,
      failure,
      endedAtMs,
    });
  }

  setDrill(id: number, { atMs, passed, words }: NonNullable<BackupRecord['drill']>): void {
    const sql = 'update backups set drilled_at_ms = $atMs, drill_passed = $passed, drill_words = $words where id = $id';
    this.#db.run(sql, { id, atMs, passed: Number(passed), words });
  }

  delete(id: number): void {
    this.#db.run('delete from backups where id = $id', { id });
  }
}

const states = ['running', 'done', 'failed'] as const;

function backupRecord(row: Row): BackupRecord {
  const tables: readonly TableContents[] = JSON.parse(text(row, 'tables'));
  const drilledAtMs = numericOrNull(row, 'drilled_at_ms');
  return {
    id: numeric(row, 'id'),
    app: text(row, 'app'),
    database: text(row, 'database'),
    reason: word(row, 'reason', backupReasons),
    state: word(row, 'state', states),
    startedAtMs: numeric(row, 'started_at_ms'),
    endedAtMs: numericOrNull(row, 'ended_at_ms'),
    format: word(row, 'format', dumpFormats),
    bytes: numericOrNull(row, 'bytes'),
    sha256: textOrNull(row, 'sha256'),
    server: textOrNull(row, 'server'),
    tool: textOrNull(row, 'tool'),
    tables,
    failure: textOrNull(row, 'failure'),
    drill: drilledAtMs === null ? null : { atMs: drilledAtMs, passed: numeric(row, 'drill_passed') === 1, words: text(row, 'drill_words') },
    actor: text(row, 'actor'),
  };
}
