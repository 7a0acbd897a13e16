import { inflateRawSync } from 'node:zlib';
import { issueStates, type IssueStanding } from '../rules/errors/issue-state.ts';
import { numeric, numericOrNull, text, textOrNull, word, type Row, type Sqlite } from './sqlite.ts';

export interface IssueRecord extends IssueStanding {
  readonly id: number;
  readonly project: number;
  readonly title: string;
  readonly culprit: string;
  readonly level: string;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly count: number;
  readonly users: number;
}

export interface IssueSearch {
  readonly projects: readonly number[];
  /** `open`: what is unresolved or back. */
  readonly state: 'open' | 'resolved' | 'ignored' | 'all';
  /** In title or place. */
  readonly search: string;
  readonly limit: number;
}

export interface StoredEvent {
  readonly id: number;
  readonly eventId: string;
  readonly atMs: number;
  /** JSON of an `ErrorEvent`. */
  readonly body: string;
  readonly previous: string | null;
  readonly next: string | null;
}

export interface NewsRecord {
  readonly id: number;
  readonly kind: 'new' | 'regressed';
  readonly issue: IssueRecord;
}

export const issueColumns = `select id, project, title, culprit, level, state, resolved_in, ignored_until_ms, ignored_until_count,
  first_seen_ms, last_seen_ms, count, (select count(*) from issue_users where issue_id = issues.id) users from issues`;

const states = {
  open: "state in ('unresolved', 'regressed')",
  resolved: "state = 'resolved'",
  ignored: "state = 'ignored'",
  all: 'true',
} as const;

/** What is known of issues, for people. */
export class ErrorIssues {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** The one seen last first. */
  list({ projects, state, search, limit }: IssueSearch): readonly IssueRecord[] {
    const sql = `${issueColumns} where project in (select value from json_each($projects)) and ${states[state]}
      and (instr(lower(title), lower($search)) > 0 or instr(lower(culprit), lower($search)) > 0 or $search = '')
      order by last_seen_ms desc, id desc limit $limit`;
    return this.#db.all(sql, { projects: JSON.stringify(projects), search, limit }).map(issueRecord);
  }

  find(projects: readonly number[], id: number): IssueRecord | null {
    const sql = `${issueColumns} where id = $id and project in (select value from json_each($projects))`;
    const row = this.#db.maybeOne(sql, { id, projects: JSON.stringify(projects) });
    return row && issueRecord(row);
  }

  stand(id: number, { state, resolvedIn, ignoredUntilMs, ignoredUntilCount }: IssueStanding): void {
    const sql = `update issues set state = $state, resolved_in = $resolvedIn, ignored_until_ms = $ignoredUntilMs,
      ignored_until_count = $ignoredUntilCount where id = $id`;
    this.#db.run(sql, { id, state, resolvedIn, ignoredUntilMs, ignoredUntilCount });
  }

  note(issue: number, note: { readonly atMs: number; readonly actor: string; readonly text: string }): void {
    this.#db.run('insert into issue_notes (issue_id, at_ms, actor, text) values ($issue, $atMs, $actor, $text)', { issue, ...note });
  }

  notes(issue: number): readonly { readonly atMs: number; readonly actor: string; readonly text: string }[] {
    const sql = 'select at_ms, actor, text from issue_notes where issue_id = $issue order by id desc limit 100';
    return this.#db.all(sql, { issue }).map((row) => ({ atMs: numeric(row, 'at_ms'), actor: text(row, 'actor'), text: text(row, 'text') }));
  }

  /** Events by hour since 1970, oldest first. */
  hours(issue: number, sinceHour: number): readonly { readonly hour: number; readonly count: number }[] {
    const sql = 'select hour, count from issue_hours where issue_id = $issue and hour >= $sinceHour order by hour limit 1000';
    return this.#db.all(sql, { issue, sinceHour }).map((row) => ({ hour: numeric(row, 'hour'), count: numeric(row, 'count') }));
  }

  /** The most frequent value first, a few of each tag. */
  tags(issue: number): readonly { readonly name: string; readonly value: string; readonly count: number }[] {
    const sql = `select name, value, count from (select *, row_number() over (partition by name order by count desc, value) nth
      from issue_tags where issue_id = $issue) where nth <= 5 order by name, count desc, value limit 200`;
    return this.#db
      .all(sql, { issue })
      .map((row) => ({ name: text(row, 'name'), value: text(row, 'value'), count: numeric(row, 'count') }));
  }

  /** One event; the newest without an id. */
  event(issue: number, eventId: string | null): StoredEvent | null {
    const which = eventId === null ? '' : 'and event_id = $eventId';
    const sql = `select id, event_id, at_ms, body from events where issue_id = $issue ${which} order by id desc limit 1`;
    const row = this.#db.maybeOne(sql, { issue, ...(eventId === null ? {} : { eventId }) });
    if (row === null) return null;
    const id = numeric(row, 'id');
    const { body } = row;
    return {
      id,
      eventId: text(row, 'event_id'),
      atMs: numeric(row, 'at_ms'),
      body: body instanceof Uint8Array ? inflateRawSync(body).toString('utf8') : '{}',
      previous: this.#beside('select event_id from events where issue_id = $issue and id < $id order by id desc limit 1', { issue, id }),
      next: this.#beside('select event_id from events where issue_id = $issue and id > $id order by id limit 1', { issue, id }),
    };
  }

  #beside(sql: string, at: { readonly issue: number; readonly id: number }): string | null {
    const row = this.#db.maybeOne(sql, at);
    return row && text(row, 'event_id');
  }

  /** What came in, and what did not, since that hour. */
  tallies(projects: readonly number[], sinceHour: number): Readonly<Record<string, number>> {
    const sql = `select what, sum(count) count from tallies where project in (select value from json_each($projects)) and hour >= $sinceHour
      group by what order by what limit 100`;
    const rows = this.#db.all(sql, { projects: JSON.stringify(projects), sinceHour });
    return Object.fromEntries(rows.map((row) => [text(row, 'what'), numeric(row, 'count')]));
  }

  /** The newest first. */
  releases(projects: readonly number[]): readonly ReleaseHealth[] {
    const sql = `select release, first_seen_ms, sessions, errored, crashed, (select count(*) from issues join issue_tags on issue_id = issues.id
        where issues.project = releases.project and name = 'release' and value = release
        and not exists (select 1 from events where issue_id = issues.id and events.release <> releases.release and events.id <
          (select min(id) from events where issue_id = issues.id and events.release = releases.release))) new_issues
      from releases where project in (select value from json_each($projects)) order by first_seen_ms desc limit 50`;
    return this.#db.all(sql, { projects: JSON.stringify(projects) }).map((row) => ({
      release: text(row, 'release'),
      firstSeenMs: numeric(row, 'first_seen_ms'),
      sessions: numeric(row, 'sessions'),
      errored: numeric(row, 'errored'),
      crashed: numeric(row, 'crashed'),
      newIssues: numeric(row, 'new_issues'),
    }));
  }

  /** Null: it is not kept any more. */
  lastSeen(id: number): number | null {
    const row = this.#db.maybeOne('select last_seen_ms from issues where id = $id', { id });
    return row && numeric(row, 'last_seen_ms');
  }

  /** What has happened since, oldest first. */
  newsAfter(id: number): readonly NewsRecord[] {
    const rows = this.#db.all('select id, issue_id, kind from news where id > $id order by id limit 100', { id });
    return rows.flatMap((row) => {
      const issue = this.#db.maybeOne(`${issueColumns} where id = $issue`, { issue: numeric(row, 'issue_id') });
      const kind = word(row, 'kind', ['new', 'regressed'] as const);
      return issue === null ? [] : [{ id: numeric(row, 'id'), kind, issue: issueRecord(issue) }];
    });
  }
}

export interface ReleaseHealth {
  readonly release: string;
  readonly firstSeenMs: number;
  readonly sessions: number;
  readonly errored: number;
  readonly crashed: number;
  readonly newIssues: number;
}

export function issueRecord(row: Row): IssueRecord {
  return {
    id: numeric(row, 'id'),
    project: numeric(row, 'project'),
    title: text(row, 'title'),
    culprit: text(row, 'culprit'),
    level: text(row, 'level'),
    state: word(row, 'state', issueStates),
    resolvedIn: textOrNull(row, 'resolved_in'),
    ignoredUntilMs: numericOrNull(row, 'ignored_until_ms'),
    ignoredUntilCount: numericOrNull(row, 'ignored_until_count'),
    firstSeenMs: numeric(row, 'first_seen_ms'),
    lastSeenMs: numeric(row, 'last_seen_ms'),
    count: numeric(row, 'count'),
    users: numeric(row, 'users'),
  };
}
