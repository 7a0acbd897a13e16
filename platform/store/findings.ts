import type { ActionCall, EvidenceItem, Finding, FindingAction, FindingRule, Found } from '../rules/findings/finding.ts';
import { findingStates, severities, siteRule } from '../rules/findings/finding.ts';
import { findingWords } from '../rules/findings/finding-words.ts';
import { isoTime, numeric, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

const columns = `findings.id, apps.name app, rule, scope, severity, title, why, evidence, actions, weight, since_ms, seen_at_ms, state, reason, undo
  from findings join apps on apps.id = app_id`;

/** Back in sight after a dismissal when it has become twice as bad. */
const comesBackAt = 2;

/** What the monitor found out about apps. One rule has one living finding for each scope of an app. */
export class Findings {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Seen again: the same finding with the newest evidence. True when it is news. */
  see(appId: number, { rule, scope, severity, title, why, evidence, actions, weight }: Found, nowMs: number): boolean {
    const said = { severity, title, why, evidence: JSON.stringify(evidence), actions: JSON.stringify(actions) };
    return this.#db.transaction(() => {
      const living = `select state from findings where app_id = $appId and rule = $rule and scope = $scope and state <> 'resolved'`;
      const before = this.#db.maybeOne(living, { appId, rule, scope });
      const sql = `insert into findings (app_id, rule, scope, severity, title, why, evidence, actions, weight, since_ms, seen_at_ms, state)
        values ($appId, $rule, $scope, $severity, $title, $why, $evidence, $actions, $weight, $nowMs, $nowMs, 'open')
        on conflict (app_id, rule, scope) where state <> 'resolved' do update set
          severity = excluded.severity, title = excluded.title, why = excluded.why, evidence = excluded.evidence,
          actions = excluded.actions, seen_at_ms = excluded.seen_at_ms,
          weight = iif(state = 'dismissed' and excluded.weight < ${comesBackAt} * weight, weight, excluded.weight),
          state = iif(state = 'dismissed' and excluded.weight < ${comesBackAt} * weight, state, iif(state = 'dismissed', 'open', state))`;
      this.#db.run(sql, { appId, rule, scope, weight, nowMs, ...said });
      const after = this.#db.one(living, { appId, rule, scope });
      return (before === null || text(before, 'state') === 'dismissed') && text(after, 'state') === 'open';
    });
  }

  /** Those of the rules that were looked at and not seen now are over, once they have been away for a while. */
  resolveUnseen(appId: number, unseenSinceMs: number): void {
    this.#db.run(`update findings set state = 'resolved' where app_id = $appId and state <> 'resolved' and seen_at_ms < $unseenSinceMs`, {
      appId,
      unseenSinceMs,
    });
  }

  /** Those that are open or were acted on, the worst first; and, when asked for, what is over. */
  ofApp(appId: number, which: 'living' | 'all' = 'living'): readonly Finding[] {
    const wanted = which === 'all' ? '' : `and state in ('open', 'acted')`;
    const sql = `select ${columns} where app_id = $appId ${wanted}
      order by case severity when 'critical' then 0 when 'warning' then 1 else 2 end, since_ms, findings.id limit 200`;
    return this.#db.all(sql, { appId }).map(finding);
  }

  find(appId: number, id: number): Finding | null {
    const row = this.#db.maybeOne(`select ${columns} where app_id = $appId and findings.id = $id`, { appId, id });
    return row && finding(row);
  }

  /** Those that were seen in a time, the worst first. */
  between(appId: number, { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): readonly Finding[] {
    const sql = `select ${columns} where app_id = $appId and since_ms < $toMs and seen_at_ms >= $fromMs and state <> 'dismissed'
      order by case severity when 'critical' then 0 when 'warning' then 1 else 2 end, since_ms, findings.id limit 200`;
    return this.#db.all(sql, { appId, fromMs, toMs }).map(finding);
  }

  /** False when it is over already. */
  dismiss(id: number, reason: string): boolean {
    return (
      this.#db.run(`update findings set state = 'dismissed', reason = $reason where id = $id and state <> 'resolved'`, { id, reason }) > 0
    );
  }

  /** One of its buttons was pressed; `undo` takes that back. Null: nothing does. */
  setActed(id: number, { reason, undo }: { readonly reason: string; readonly undo: ActionCall | null }): void {
    const sql = `update findings set state = 'acted', reason = $reason, undo = $undo where id = $id and state <> 'resolved'`;
    this.#db.run(sql, { id, reason, undo: undo && JSON.stringify(undo) });
  }

  /** What was done is taken back: it is as it was before. */
  setOpen(id: number, reason: string): void {
    this.#db.run(`update findings set state = iif(state = 'acted', 'open', state), reason = $reason, undo = null where id = $id`, {
      id,
      reason,
    });
  }

  /** What is long over goes. */
  prune(beforeMs: number): void {
    this.#db.run(`delete from findings where state = 'resolved' and seen_at_ms < $beforeMs`, { beforeMs });
  }
}

function finding(row: Row): Finding {
  const evidence: readonly EvidenceItem[] = JSON.parse(text(row, 'evidence'));
  const actions: readonly FindingAction[] = JSON.parse(text(row, 'actions'));
  const undo: ActionCall | null = JSON.parse(textOrNull(row, 'undo') ?? 'null');
  return {
    id: numeric(row, 'id'),
    app: text(row, 'app'),
    rule: word(row, 'rule', [...Object.keys(findingWords), siteRule].filter(isRule)),
    scope: text(row, 'scope'),
    severity: word(row, 'severity', severities),
    title: text(row, 'title'),
    why: text(row, 'why'),
    evidence,
    actions,
    weight: numeric(row, 'weight'),
    since: isoTime(numeric(row, 'since_ms')),
    lastSeen: isoTime(numeric(row, 'seen_at_ms')),
    state: word(row, 'state', findingStates),
    reason: textOrNull(row, 'reason'),
    undo,
  };
}

const isRule = (name: string): name is FindingRule => name === siteRule || Object.hasOwn(findingWords, name);
