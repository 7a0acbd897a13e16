import { invariant } from '#kit/errors/invariant.ts';
import { isAlertMetric } from '../rules/alerts/alert-rule.ts';
import type { Incident, IncidentFact } from '../rules/alerts/incident.ts';
import { severities } from '../rules/findings/finding.ts';
import type { Severity } from '../rules/findings/finding.ts';
import { numeric, numericOrNull, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

const columns = `incidents.id, app_id, apps.name app, opened_at_ms, told_at_ms, told_severity, tellings, incidents.ended_at_ms
  from incidents left join apps on apps.id = app_id`;
const factColumns = `incident_id, subject, metric, stat, threshold, for_seconds, process_type, severity, value, worst, note, since_ms,
  fired_at_ms, ended_at_ms from incident_facts`;

/** What went wrong, and what people were told of it. A subject is open once: the table says so, whoever asks twice. */
export class Incidents {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Those that are open, and those whose end was not told yet, oldest first. */
  untold(): readonly Incident[] {
    const where = 'where incidents.ended_at_ms is null or told_at_ms is null or told_severity is not null order by incidents.id limit 1000';
    return this.#read(where, {});
  }

  /** Newest first; null: of the installation and of all apps. */
  newest(appId: number | null, limit: number): readonly Incident[] {
    const where = 'where ($appId is null or app_id = $appId) order by incidents.ended_at_ms is not null, incidents.id desc limit $limit';
    return this.#read(where, { appId, limit });
  }

  open(appId: number | null, nowMs: number): number {
    return numeric(
      this.#db.one('insert into incidents (app_id, opened_at_ms) values ($appId, $nowMs) returning id', { appId, nowMs }),
      'id',
    );
  }

  /** Of that app, or of the installation; the newest. */
  openOf(appId: number | null): Incident | null {
    return this.#read('where incidents.ended_at_ms is null and app_id is $appId order by incidents.id desc limit 1', { appId })[0] ?? null;
  }

  /** False when the subject is open already: then only its value is newer. */
  addFact(incidentId: number, fact: IncidentFact): boolean {
    const sql = `insert into incident_facts (incident_id, subject, metric, stat, threshold, for_seconds, process_type, severity, value, worst,
        note, since_ms, fired_at_ms)
      values ($incidentId, $subject, $metric, $stat, $threshold, $forSeconds, $scope, $severity, $value, $worst, $note, $sinceMs, $firedAtMs)
      on conflict (subject) where ended_at_ms is null do nothing`;
    const { endedAtMs: _open, ...rest } = fact;
    return this.#db.run(sql, { incidentId, ...rest }) > 0;
  }

  setValue(subject: string, { value, worst }: { readonly value: number; readonly worst: number }): void {
    const sql = 'update incident_facts set value = $value, worst = $worst where subject = $subject and ended_at_ms is null';
    this.#db.run(sql, { subject, value, worst });
  }

  /** The incident is over with the last of its facts. */
  endFact(subject: string, nowMs: number): void {
    this.#db.transaction(() => {
      this.#db.run('update incident_facts set ended_at_ms = $nowMs where subject = $subject and ended_at_ms is null', { subject, nowMs });
      const sql = `update incidents set ended_at_ms = $nowMs where ended_at_ms is null
        and not exists (select 1 from incident_facts where incident_id = incidents.id and ended_at_ms is null)`;
      this.#db.run(sql, { nowMs });
    });
  }

  /** The same thing, more serious than it was. */
  worsen(subject: string, now: Pick<IncidentFact, 'severity' | 'value'> & { readonly note: string }): void {
    const sql = `update incident_facts set severity = $severity, value = $value, worst = max(worst, $value), note = $note
      where subject = $subject and ended_at_ms is null`;
    this.#db.run(sql, { subject, ...now });
  }

  openSubjects(): ReadonlyMap<string, Pick<IncidentFact, 'value' | 'worst' | 'severity'>> {
    const rows = this.#db.all('select subject, value, worst, severity from incident_facts where ended_at_ms is null limit 5000', {});
    const known = (row: Row) => ({
      value: numeric(row, 'value'),
      worst: numeric(row, 'worst'),
      severity: word(row, 'severity', severities),
    });
    return new Map(rows.map((row) => [text(row, 'subject'), known(row)]));
  }

  /** The number of this message about it: no two are the same. `severity` null: there is nothing more to tell. */
  setTold(id: number, severity: Severity | null, nowMs: number): number {
    const sql = `update incidents set told_at_ms = $nowMs, told_severity = $severity, tellings = tellings + 1 where id = $id returning tellings`;
    return numeric(this.#db.one(sql, { id, severity, nowMs }), 'tellings');
  }

  prune(beforeMs: number): void {
    this.#db.run('delete from incidents where ended_at_ms < $beforeMs', { beforeMs });
  }

  #read(where: string, values: Parameters<Sqlite['all']>[1]): readonly Incident[] {
    const rows = this.#db.all(`select ${columns} ${where}`, values);
    const ids = JSON.stringify(rows.map((row) => numeric(row, 'id')));
    const sql = `select ${factColumns} where incident_id in (select value from json_each($ids)) order by
      case severity when 'critical' then 0 when 'warning' then 1 else 2 end, fired_at_ms, id limit 20000`;
    const facts = Map.groupBy(this.#db.all(sql, { ids }), (row) => numeric(row, 'incident_id'));
    return rows.map((row) => incident(row, facts.get(numeric(row, 'id')) ?? []));
  }
}

function incident(row: Row, facts: readonly Row[]): Incident {
  return {
    id: numeric(row, 'id'),
    app: textOrNull(row, 'app'),
    openedAtMs: numeric(row, 'opened_at_ms'),
    toldAtMs: numericOrNull(row, 'told_at_ms'),
    toldSeverity: row['told_severity'] === null ? null : word(row, 'told_severity', severities),
    tellings: numeric(row, 'tellings'),
    endedAtMs: numericOrNull(row, 'ended_at_ms'),
    facts: facts.map(incidentFact),
  };
}

function incidentFact(row: Row): IncidentFact {
  const metric = text(row, 'metric');
  invariant(isAlertMetric(metric), `${metric} is a metric of alerts`);
  return {
    subject: text(row, 'subject'),
    metric,
    stat: text(row, 'stat'),
    threshold: numeric(row, 'threshold'),
    forSeconds: numeric(row, 'for_seconds'),
    scope: text(row, 'process_type'),
    severity: word(row, 'severity', severities),
    value: numeric(row, 'value'),
    worst: numeric(row, 'worst'),
    note: textOrNull(row, 'note'),
    sinceMs: numeric(row, 'since_ms'),
    firedAtMs: numeric(row, 'fired_at_ms'),
    endedAtMs: numericOrNull(row, 'ended_at_ms'),
  };
}
