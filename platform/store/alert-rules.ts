import { invariant } from '#kit/errors/invariant.ts';
import { isAlertMetric } from '../rules/alerts/alert-rule.ts';
import type { AlertWish } from '../rules/alerts/alert-rule.ts';
import type { AlertState } from '../rules/alerts/alert-state.ts';
import { severities } from '../rules/findings/finding.ts';
import { numeric, numericOrNull, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface AlertRuleRecord extends AlertWish {
  readonly id: number;
  readonly appId: number;
  readonly appName: string;
  /** `event`: it is there while an event is on. */
  readonly source: 'person' | 'event';
  /** Nobody is told until then. */
  readonly snoozedUntilMs: number;
  readonly state: AlertState;
  /** What it saw last. */
  readonly value: number | null;
}

const columns = `alert_rules.id, app_id, apps.name app_name, metric, stat, threshold, for_seconds, process_type, severity, repeat_seconds,
  channels, source, snoozed_until_ms, phase, since_ms, calm_since_ms, flaps, ended_at_ms, value from alert_rules join apps on apps.id = app_id`;

/** Rules of alerts and where each stands, so that a restart neither forgets nor repeats one. */
export class AlertRules {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Of all apps that are not leaving. */
  list(): readonly AlertRuleRecord[] {
    return this.#db.all(`select ${columns} where is_leaving = 0 order by app_id, alert_rules.id limit 5000`, {}).map(ruleRecord);
  }

  ofApp(appId: number): readonly AlertRuleRecord[] {
    return this.#db.all(`select ${columns} where app_id = $appId order by alert_rules.id limit 200`, { appId }).map(ruleRecord);
  }

  /** The same condition again takes its new time, severity and channels. */
  put(appId: number, rule: AlertWish, nowMs: number): number {
    const sql = `insert into alert_rules (app_id, metric, stat, threshold, for_seconds, process_type, severity, repeat_seconds, channels, created_at_ms)
      values ($appId, $metric, $stat, $threshold, $forSeconds, $scope, $severity, $repeatSeconds, $channels, $nowMs)
      on conflict (app_id, metric, stat, process_type, threshold) do update set for_seconds = excluded.for_seconds,
        severity = excluded.severity, repeat_seconds = excluded.repeat_seconds, channels = excluded.channels, source = 'person' returning id`;
    const channels = rule.channels === null ? null : JSON.stringify(rule.channels);
    return numeric(this.#db.one(sql, { ...rule, channels, appId, nowMs }), 'id');
  }

  /** For as long as an event is on; a person's own limit stays as it is. */
  putForEvent(appId: number, rule: Omit<AlertWish, 'channels'>, nowMs: number): void {
    const sql = `insert into alert_rules (app_id, metric, stat, threshold, for_seconds, process_type, severity, repeat_seconds, source, created_at_ms)
      values ($appId, $metric, $stat, $threshold, $forSeconds, $scope, $severity, $repeatSeconds, 'event', $nowMs) on conflict do nothing`;
    const { metric, stat, threshold, forSeconds, scope, severity, repeatSeconds } = rule;
    this.#db.run(sql, { appId, metric, stat, threshold, forSeconds, scope, severity, repeatSeconds, nowMs });
  }

  setState(id: number, { phase, sinceMs, calmSinceMs, flaps, endedAtMs }: AlertState, value: number | null): void {
    const sql = `update alert_rules set phase = $phase, since_ms = $sinceMs, calm_since_ms = $calmSinceMs, flaps = $flaps,
      ended_at_ms = $endedAtMs, value = $value where id = $id`;
    this.#db.run(sql, { id, phase, sinceMs, calmSinceMs, flaps, endedAtMs, value });
  }

  snooze(appId: number, id: number | null, untilMs: number): number {
    const sql = 'update alert_rules set snoozed_until_ms = $untilMs where app_id = $appId and ($id is null or id = $id)';
    return this.#db.run(sql, { appId, id, untilMs });
  }

  /** False when the app has no such rule. */
  remove(appId: number, id: number): boolean {
    return this.#db.run('delete from alert_rules where app_id = $appId and id = $id', { appId, id }) > 0;
  }
}

const sources = ['person', 'event'] as const;
const phases = ['ok', 'pending', 'firing'] as const;

function ruleRecord(row: Row): AlertRuleRecord {
  const metric = text(row, 'metric');
  invariant(isAlertMetric(metric), `${metric} is a metric of alerts`);
  return {
    id: numeric(row, 'id'),
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
    metric,
    stat: text(row, 'stat'),
    threshold: numeric(row, 'threshold'),
    forSeconds: numeric(row, 'for_seconds'),
    scope: text(row, 'process_type'),
    severity: word(row, 'severity', severities),
    source: word(row, 'source', sources),
    repeatSeconds: numeric(row, 'repeat_seconds'),
    channels: channelIds(textOrNull(row, 'channels')),
    snoozedUntilMs: numeric(row, 'snoozed_until_ms'),
    value: numericOrNull(row, 'value'),
    state: {
      phase: word(row, 'phase', phases),
      sinceMs: numericOrNull(row, 'since_ms'),
      calmSinceMs: numericOrNull(row, 'calm_since_ms'),
      flaps: numeric(row, 'flaps'),
      endedAtMs: numericOrNull(row, 'ended_at_ms'),
    },
  };
}

function channelIds(json: string | null): readonly number[] | null {
  const parsed: unknown = json === null ? null : JSON.parse(json);
  return Array.isArray(parsed) ? parsed.map(Number) : null;
}
