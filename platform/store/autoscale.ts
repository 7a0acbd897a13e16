import type { AutoscaleRule, ScalingDecision } from '../rules/scaling/autoscale.ts';
import type { ScalingFigures } from '../rules/scaling/figures.ts';
import { freshMemory } from '../rules/scaling/scaling-memory.ts';
import type { ScalingMemory } from '../rules/scaling/scaling-memory.ts';
import type { ScheduledFormation } from '../rules/scaling/schedule.ts';
import { numeric, numericOrNull, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

const sources = ['person', 'schedule'] as const;

/** An autoscaler that is on. A schedule's goes before a person's while its window is open. */
export interface AutoscaleRecord extends AutoscaleRule {
  readonly appId: number;
  readonly appName: string;
  readonly type: string;
  readonly source: (typeof sources)[number];
  /** It says what it would do, and does nothing. */
  readonly isDryRun: boolean;
  readonly notifiesAtMax: boolean;
  /** When it ends by itself, and what runs then; null: not by itself, and what runs then. */
  readonly untilMs: number | null;
  readonly afterwards: ScheduledFormation | null;
  readonly enabledAtMs: number;
  readonly actor: string;
  readonly memory: ScalingMemory;
  /** When somebody was told that it has had nothing to do for hours. */
  readonly noticedAtMs: number | null;
}

export interface NewDecision extends Pick<ScalingDecision, 'kind' | 'words'> {
  readonly appId: number;
  readonly type: string;
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
  readonly figures: ScalingFigures;
  readonly isDryRun: boolean;
}

export interface DecisionRecord extends Omit<NewDecision, 'appId' | 'kind'> {
  readonly id: number;
  readonly kind: string;
}

/** About a day of decisions. */
const decisionsKept = 9_000;

const columns = `app_id, apps.name app_name, type, source, min, max, p95_ms, is_dry_run, notifies_at_max, until_ms, afterwards,
  enabled_at_ms, actor, memory, noticed_at_ms from autoscale join apps on apps.id = app_id`;

/** Autoscalers that are on, and every decision they took. */
export class Autoscales {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Of each process type the one that counts. */
  inForce(): readonly AutoscaleRecord[] {
    const rows = this.#db.all(`select ${columns} where apps.is_leaving = 0 order by app_id, type, source desc limit 10000`, {});
    const all = rows.map(autoscaleRecord);
    return all.filter(({ appId, type }, at) => at === 0 || all[at - 1]?.appId !== appId || all[at - 1]?.type !== type);
  }

  ofApp(appId: number): readonly AutoscaleRecord[] {
    return this.inForce().filter((record) => record.appId === appId);
  }

  /** In place of one of the same source; it begins with nothing to remember. */
  enable(record: Omit<AutoscaleRecord, 'appName' | 'memory' | 'noticedAtMs'>): void {
    const sql = `insert or replace into autoscale (app_id, type, source, min, max, p95_ms, is_dry_run, notifies_at_max, until_ms,
        afterwards, enabled_at_ms, actor, memory)
      values ($appId, $type, $source, $min, $max, $p95Ms, $isDryRun, $notifiesAtMax, $untilMs, $afterwards, $enabledAtMs, $actor, $memory)`;
    this.#db.run(sql, {
      ...record,
      isDryRun: Number(record.isDryRun),
      notifiesAtMax: Number(record.notifiesAtMax),
      afterwards: record.afterwards === null ? null : JSON.stringify(record.afterwards),
      memory: JSON.stringify(freshMemory),
    });
  }

  /** False when there was none. */
  disable({ appId, type, source }: Pick<AutoscaleRecord, 'appId' | 'type' | 'source'>): boolean {
    const sql = 'delete from autoscale where app_id = $appId and type = $type and source = $source';
    return this.#db.run(sql, { appId, type, source }) > 0;
  }

  remember({ appId, type, source }: Pick<AutoscaleRecord, 'appId' | 'type' | 'source'>, memory: ScalingMemory): void {
    const sql = 'update autoscale set memory = $memory where app_id = $appId and type = $type and source = $source';
    this.#db.run(sql, { appId, type, source, memory: JSON.stringify(memory) });
  }

  setNoticed({ appId, type, source }: Pick<AutoscaleRecord, 'appId' | 'type' | 'source'>, atMs: number): void {
    const sql = 'update autoscale set noticed_at_ms = $atMs where app_id = $appId and type = $type and source = $source';
    this.#db.run(sql, { appId, type, source, atMs });
  }

  addDecision({ figures, isDryRun, ...decision }: NewDecision): void {
    const sql = `insert into autoscale_decisions (app_id, type, at_ms, from_quantity, to_quantity, kind, words, figures, is_dry_run)
      values ($appId, $type, $atMs, $from, $to, $kind, $words, $figures, $isDryRun) returning id`;
    const id = numeric(this.#db.one(sql, { ...decision, figures: JSON.stringify(figures), isDryRun: Number(isDryRun) }), 'id');
    if (id % 100 === 0) this.#prune(decision.appId);
  }

  /** Newest first; `changes`: only those that changed something or were kept from it. */
  decisions(appId: number, { limit, changes }: { readonly limit: number; readonly changes: boolean }): readonly DecisionRecord[] {
    const sql = `select id, type, at_ms, from_quantity, to_quantity, kind, words, figures, is_dry_run from autoscale_decisions
      where app_id = $appId and (not $changes or kind not in ('steady', 'waiting', 'blind')) order by id desc limit $limit`;
    return this.#db.all(sql, { appId, limit, changes: Number(changes) }).map(decisionRecord);
  }

  #prune(appId: number): void {
    const sql = `delete from autoscale_decisions where app_id = $appId and id <=
      (select id from autoscale_decisions where app_id = $appId order by id desc limit 1 offset ${decisionsKept})`;
    this.#db.run(sql, { appId });
  }
}

function autoscaleRecord(row: Row): AutoscaleRecord {
  const afterwards: ScheduledFormation | null = JSON.parse(textOrNull(row, 'afterwards') ?? 'null');
  const memory: ScalingMemory = JSON.parse(text(row, 'memory'));
  return {
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
    type: text(row, 'type'),
    source: word(row, 'source', sources),
    min: numeric(row, 'min'),
    max: numeric(row, 'max'),
    p95Ms: numeric(row, 'p95_ms'),
    isDryRun: numeric(row, 'is_dry_run') === 1,
    notifiesAtMax: numeric(row, 'notifies_at_max') === 1,
    untilMs: numericOrNull(row, 'until_ms'),
    afterwards,
    enabledAtMs: numeric(row, 'enabled_at_ms'),
    actor: text(row, 'actor'),
    memory,
    noticedAtMs: numericOrNull(row, 'noticed_at_ms'),
  };
}

function decisionRecord(row: Row): DecisionRecord {
  const figures: ScalingFigures = JSON.parse(text(row, 'figures'));
  return {
    id: numeric(row, 'id'),
    type: text(row, 'type'),
    atMs: numeric(row, 'at_ms'),
    from: numeric(row, 'from_quantity'),
    to: numeric(row, 'to_quantity'),
    kind: text(row, 'kind'),
    words: text(row, 'words'),
    figures,
    isDryRun: numeric(row, 'is_dry_run') === 1,
  };
}
