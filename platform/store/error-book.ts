import { deflateRawSync } from 'node:zlib';
import { unreachable } from '#kit/errors/invariant.ts';
import type { ErrorEvent } from '../rules/errors/event.ts';
import { groupingVersion, issueWords } from '../rules/errors/grouping.ts';
import { stateAfter, type IssueStanding } from '../rules/errors/issue-state.ts';
import type { Feedback } from '../rules/errors/feedback.ts';
import type { SessionCount } from '../rules/errors/sessions.ts';
import type { LightTransaction } from '../rules/errors/transaction.ts';
import { ErrorKeys } from './error-keys.ts';
import { ErrorIssues, issueStanding } from './error-issues.ts';
import { sql as tables } from './migrations/errors-0001-issues.ts';
import { sql as decisions } from './migrations/errors-0003-decisions.ts';
import { sql as keys } from './migrations/errors-0004-keys.ts';
import { sql as sourceMaps } from './migrations/errors-0002-source-maps.ts';
import { SourceMaps } from './source-maps.ts';
import { numeric, Sqlite, type Row } from './sqlite.ts';

/** One thing that came in and is to be kept. */
export type Incoming =
  | { readonly kind: 'event'; readonly project: number; readonly event: ErrorEvent; readonly hash: string }
  | { readonly kind: 'sessions'; readonly project: number; readonly sessions: readonly SessionCount[] }
  | { readonly kind: 'transaction'; readonly project: number; readonly transaction: LightTransaction }
  | ({ readonly kind: 'feedback'; readonly project: number } & Feedback)
  | { readonly kind: 'tally'; readonly project: number; readonly what: string; readonly count: number };

export const hourMs = 3_600_000;
const mostTransactions = 10_000;
const mostTags = 20;

/** errors.db. The error service writes what comes in; control reads it and writes what somebody decides. */
export class ErrorBook {
  readonly #db: Sqlite;
  readonly issues: ErrorIssues;
  readonly maps: SourceMaps;
  readonly keys: ErrorKeys;

  constructor(path: string) {
    this.#db = new Sqlite(path, 'full');
    this.#db.migrate([tables, sourceMaps, decisions, keys]);
    this.issues = new ErrorIssues(this.#db);
    this.maps = new SourceMaps(this.#db);
    this.keys = new ErrorKeys(this.#db);
  }

  close(): void {
    this.#db.close();
  }

  /** All of it or nothing, on the disk when this returns. */
  take(incoming: readonly Incoming[], nowMs: number): void {
    this.#db.transaction(() => incoming.forEach((one) => this.#takeOne(one, nowMs)));
  }

  #takeOne(incoming: Incoming, nowMs: number): void {
    const { project } = incoming;
    switch (incoming.kind) {
      case 'event':
        return this.#takeEvent(incoming, nowMs);
      case 'sessions':
        return incoming.sessions.forEach((sessions) => this.#countSessions(project, sessions, nowMs));
      case 'transaction':
        return this.#takeTransaction(project, incoming.transaction);
      case 'feedback':
        return this.#takeFeedback(incoming, nowMs);
      case 'tally':
        return this.#tally(project, incoming, nowMs);
      default:
        return unreachable(incoming);
    }
  }

  /** An event that is known already changes nothing (ERR-07). */
  #takeEvent({ project, event, hash }: Extract<Incoming, { kind: 'event' }>, nowMs: number): void {
    const known = this.#db.maybeOne('select 1 from events where project = $project and event_id = $id', { project, id: event.id });
    if (known !== null) return this.#tally(project, { what: 'duplicate', count: 1 }, nowMs);
    const issue = this.#issueFor(project, { event, hash }, nowMs);
    const sql = `insert into events (project, event_id, issue_id, at_ms, level, release, environment, user, body)
      values ($project, $eventId, $issue, $atMs, $level, $release, $environment, $user, $body)`;
    const { id: eventId, atMs, level, release, environment } = event;
    const body = deflateRawSync(JSON.stringify(event), { level: 3 });
    this.#db.run(sql, { project, eventId, issue, atMs, level, release, environment, user: event.user.id, body });
    this.#countEvent(issue, event);
    this.#tally(project, { what: 'accepted', count: 1 }, nowMs);
    if (release !== null) this.#countSessions(project, { release, total: 0, errored: 0, crashed: 0 }, nowMs);
  }

  /** Who was merged into another counts by itself, and stands as that other does. */
  #issueFor(project: number, { event, hash }: { readonly event: ErrorEvent; readonly hash: string }, nowMs: number): number {
    const row = this.#db.maybeOne('select id, coalesce(merged_into, id) head from issues where project = $project and hash = $hash', {
      project,
      hash,
    });
    if (row === null) return this.#openIssue(project, { event, hash }, nowMs);
    const id = numeric(row, 'id');
    const { title } = issueWords(event);
    const sql = `update issues set count = count + 1, last_seen_ms = max(last_seen_ms, $atMs), first_seen_ms = min(first_seen_ms, $atMs),
      title = $title, level = $level where id = $id`;
    this.#db.run(sql, { id, atMs: event.atMs, title, level: event.level });
    this.#judge(numeric(row, 'head'), event, nowMs);
    return id;
  }

  /** Where it stands after one more event. */
  #judge(id: number, { release }: ErrorEvent, nowMs: number): void {
    const issue = this.#standing(id);
    const count = issue.ignoredUntilCount === null ? 0 : this.#countOf(id);
    const state = stateAfter(issue, { nowMs, release, count });
    if (state === issue.state) return;
    this.#db.run('update issues set state = $state where id = $id', { id, state });
    if (state === 'regressed') this.#announce(id, 'regressed', nowMs);
  }

  #standing(id: number): IssueStanding {
    const row = this.#db.one('select state, resolved_in, ignored_until_ms, ignored_until_count from issues where id = $id', { id });
    return issueStanding(row);
  }

  #countOf(id: number): number {
    return numeric(this.#db.one('select sum(count) count from issues where id = $id or merged_into = $id', { id }), 'count');
  }

  #openIssue(project: number, { event, hash }: { readonly event: ErrorEvent; readonly hash: string }, nowMs: number): number {
    const sql = `insert into issues (project, hash, grouping, title, culprit, level, first_seen_ms, last_seen_ms, count)
      values ($project, $hash, $grouping, $title, $culprit, $level, $atMs, $atMs, 1) returning id`;
    const { atMs, level } = event;
    const id = numeric(this.#db.one(sql, { project, hash, grouping: groupingVersion, ...issueWords(event), level, atMs }), 'id');
    this.#announce(id, 'new', nowMs);
    return id;
  }

  #announce(issue: number, kind: 'new' | 'regressed', nowMs: number): void {
    this.#db.run('insert into news (issue_id, kind, at_ms) values ($issue, $kind, $nowMs)', { issue, kind, nowMs });
  }

  #countEvent(issue: number, event: ErrorEvent): void {
    this.#countHour(issue, event.atMs, 1);
    const facts = { environment: event.environment, release: event.release, level: event.level, server: event.serverName, ...event.tags };
    const tags = Object.entries(facts).filter((pair): pair is [string, string] => pair[1] !== null);
    const sql = `insert into issue_tags (issue_id, name, value, count) values ($issue, $name, $value, 1)
      on conflict do update set count = count + 1`;
    for (const [name, value] of tags.slice(0, mostTags)) this.#db.run(sql, { issue, name, value });
    const { id: user } = event.user;
    if (user !== null) this.#db.run('insert or ignore into issue_users (issue_id, user) values ($issue, $user)', { issue, user });
  }

  #countHour(issue: number, atMs: number, count: number): void {
    const sql = `insert into issue_hours (issue_id, hour, count) values ($issue, $hour, $count)
      on conflict do update set count = count + $count`;
    this.#db.run(sql, { issue, hour: Math.floor(atMs / hourMs), count });
  }

  #countSessions(project: number, { release, total, errored, crashed }: SessionCount, nowMs: number): void {
    const sql = `insert into releases (project, release, first_seen_ms, sessions, errored, crashed)
      values ($project, $release, $nowMs, $total, $errored, $crashed)
      on conflict do update set sessions = sessions + $total, errored = errored + $errored, crashed = crashed + $crashed`;
    this.#db.run(sql, { project, release, nowMs, total, errored, crashed });
    const hourly = `insert into release_hours (project, release, hour, sessions) values ($project, $release, $hour, $total)
      on conflict do update set sessions = sessions + $total`;
    if (total > 0) this.#db.run(hourly, { project, release, hour: Math.floor(nowMs / hourMs), total });
  }

  #takeTransaction(project: number, transaction: LightTransaction): void {
    const sql = `insert into transactions (project, at_ms, name, op, duration_ms, status, trace_id, spans)
      values ($project, $atMs, $name, $op, $durationMs, $status, $traceId, $spans)`;
    this.#db.run(sql, { project, ...transaction });
  }

  #tally(project: number, { what, count }: { readonly what: string; readonly count: number }, nowMs: number): void {
    const sql = `insert into tallies (project, hour, what, count) values ($project, $hour, $what, $count)
      on conflict do update set count = count + $count`;
    this.#db.run(sql, { project, hour: Math.floor(nowMs / hourMs), what, count });
  }

  /** It stands among the notes of the issue; without its event it says nothing to anybody. */
  #takeFeedback({ project, event, name, words }: Extract<Incoming, { kind: 'feedback' }>, nowMs: number): void {
    const row = this.#db.maybeOne('select issue_id from events where project = $project and event_id = $event', { project, event });
    if (row === null) return this.#tally(project, { what: 'feedback_without_event', count: 1 }, nowMs);
    this.issues.note(numeric(row, 'issue_id'), { atMs: nowMs, actor: `visitor ${name ?? ''}`.trim(), text: words });
  }

  /** How many events of a project were taken in each hour in which any was, oldest first. */
  acceptedByHour(project: number, sinceHour: number): readonly { readonly hour: number; readonly count: number }[] {
    const sql =
      "select hour, count from tallies where project = $project and what = 'accepted' and hour >= $sinceHour order by hour limit 1000";
    return this.#db.all(sql, { project, sinceHour }).map((row) => ({ hour: numeric(row, 'hour'), count: numeric(row, 'count') }));
  }

  /** A code of the platform's own (H12, R14 …) as an issue beside those of the app (ERR-17); `counted` is what control has counted so far. */
  seeCode(seen: CodeSeen, nowMs: number): void {
    this.#db.transaction(() => {
      const { project, app, code, counted } = seen;
      const before = this.#db.maybeOne('select counted from platform_counts where app = $app and code = $code', { app, code });
      const known = before === null ? 0 : numeric(before, 'counted');
      if (counted === known) return;
      const keep = `insert into platform_counts (app, code, counted) values ($app, $code, $counted)
        on conflict do update set counted = $counted`;
      this.#db.run(keep, { app, code, counted });
      const count = counted - known;
      if (count < 0) return; // the oldest are no longer counted
      const sql = `insert into issues (project, hash, grouping, title, culprit, level, first_seen_ms, last_seen_ms, count)
        values ($project, $hash, 0, $title, $culprit, 'error', $nowMs, $nowMs, $count)
        on conflict do update set count = count + $count, last_seen_ms = $nowMs,
          state = case state when 'resolved' then 'regressed' else state end returning id`;
      const { title, culprit } = seen;
      const id = numeric(this.#db.one(sql, { project, hash: `code:${code}`, title, culprit, nowMs, count }), 'id');
      this.#countHour(id, nowMs, count);
    });
  }

  /** Events of a project, and the bytes they take. */
  use(project: number): { readonly rows: number; readonly bytes: number } {
    const sql = 'select count(*) rows, coalesce(sum(length(body)), 0) bytes from events where project = $project';
    const row = this.#db.one(sql, { project });
    return { rows: numeric(row, 'rows'), bytes: numeric(row, 'bytes') };
  }

  /** What is kept of a project goes. */
  clear(project: number): void {
    this.#db.transaction(() => {
      for (const table of ['events', 'issues', 'tallies', 'releases', 'transactions', 'source_maps', 'release_hours', 'keys'])
        this.#db.run(`delete from ${table} where project = $project`, { project });
    });
  }

  /** Drops what is older than this and what is too much (ERR-16); issues go with their last event, after two years. */
  prune(keep: Retention): void {
    const { sinceMs, events, countsSinceMs } = keep;
    const hour = Math.floor(countsSinceMs / hourMs);
    this.#db.transaction(() => {
      this.#db.run('delete from events where at_ms < $sinceMs', { sinceMs });
      for (const row of this.#db.all('select distinct project from events', {})) this.#pruneProject(row, events);
      this.#db.run('delete from issues where last_seen_ms < $countsSinceMs', { countsSinceMs });
      this.#db.run('delete from issue_hours where hour < $hour', { hour });
      for (const table of ['tallies', 'release_hours']) this.#db.run(`delete from ${table} where hour < $hour`, { hour });
      this.#db.run('delete from news where at_ms < $sinceMs', { sinceMs });
    });
  }

  #pruneProject(row: Row, events: number): void {
    const project = numeric(row, 'project');
    for (const [table, most] of [
      ['events', events],
      ['transactions', mostTransactions],
    ] as const) {
      const nth = `select id from ${table} where project = $project order by id desc limit 1 offset $most`;
      this.#db.run(`delete from ${table} where project = $project and id <= (${nth})`, { project, most });
    }
  }
}

export interface CodeSeen {
  readonly project: number;
  readonly app: string;
  readonly code: string;
  readonly title: string;
  readonly culprit: string;
  readonly counted: number;
}

export interface Retention {
  /** Events before this go. */
  readonly sinceMs: number;
  /** Newest events of a project that stay. */
  readonly events: number;
  /** Issues and counts before this go. */
  readonly countsSinceMs: number;
}
