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
  /** Whose it is; null: nobody's. */
  readonly assignee: string | null;
  /** How many others were merged into it. */
  readonly merged: number;
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

/** Those that were merged into one are read as one: each keeps its own counts, so that they can be taken apart again. */
const members = '(select id from issues one where one.id = issues.id or one.merged_into = issues.id)';

const issueColumns = `select id, project, title, culprit, level, state, resolved_in, ignored_until_ms, ignored_until_count, assignee,
  (select min(first_seen_ms) from issues one where one.id in ${members}) first_seen_ms,
  (select max(last_seen_ms) from issues one where one.id in ${members}) last_seen_ms,
  (select sum(count) from issues one where one.id in ${members}) count,
  (select count(*) from issues one where one.merged_into = issues.id) merged,
  (select count(distinct user) from issue_users where issue_id in ${members}) users from issues`;

const ofIssue = 'issue_id in (select id from issues where id = $issue or merged_into = $issue)';

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
    const sql = `${issueColumns} where project in (select value from json_each($projects)) and merged_into is null and ${states[state]}
      and (instr(lower(title), lower($search)) > 0 or instr(lower(culprit), lower($search)) > 0 or $search = '')
      order by last_seen_ms desc, id desc limit $limit`;
    return this.#db.all(sql, { projects: JSON.stringify(projects), search, limit }).map(issueRecord);
  }

  /** One that was merged into another is that other. */
  find(projects: readonly number[], id: number): IssueRecord | null {
    const sql = `${issueColumns} where id = (select coalesce(merged_into, id) from issues where id = $id) and project in (select value from json_each($projects))`;
    const row = this.#db.maybeOne(sql, { id, projects: JSON.stringify(projects) });
    return row && issueRecord(row);
  }

  stand(id: number, { state, resolvedIn, ignoredUntilMs, ignoredUntilCount }: IssueStanding): void {
    const sql = `update issues set state = $state, resolved_in = $resolvedIn, ignored_until_ms = $ignoredUntilMs,
      ignored_until_count = $ignoredUntilCount where id = $id`;
    this.#db.run(sql, { id, state, resolvedIn, ignoredUntilMs, ignoredUntilCount });
  }

  assign(id: number, assignee: string | null): void {
    this.#db.run('update issues set assignee = $assignee where id = $id', { id, assignee });
  }

  /** From now on they are one; what was merged into the one before goes along. */
  merge(id: number, into: number): void {
    this.#db.run('update issues set merged_into = $into where (id = $id or merged_into = $id) and id <> $into', { id, into });
  }

  /** Takes apart what was merged into it. */
  split(id: number): void {
    this.#db.run('update issues set merged_into = null where merged_into = $id', { id });
  }

  note(issue: number, note: { readonly atMs: number; readonly actor: string; readonly text: string }): void {
    this.#db.run('insert into issue_notes (issue_id, at_ms, actor, text) values ($issue, $atMs, $actor, $text)', { issue, ...note });
  }

  notes(issue: number): readonly { readonly atMs: number; readonly actor: string; readonly text: string }[] {
    const sql = `select at_ms, actor, text from issue_notes where ${ofIssue} order by id desc limit 100`;
    return this.#db.all(sql, { issue }).map((row) => ({ atMs: numeric(row, 'at_ms'), actor: text(row, 'actor'), text: text(row, 'text') }));
  }

  /** Events by hour since 1970, oldest first. */
  hours(issue: number, sinceHour: number): readonly { readonly hour: number; readonly count: number }[] {
    const sql = `select hour, sum(count) count from issue_hours where ${ofIssue} and hour >= $sinceHour group by hour order by hour limit 1000`;
    return this.#db.all(sql, { issue, sinceHour }).map((row) => ({ hour: numeric(row, 'hour'), count: numeric(row, 'count') }));
  }

  /** The most frequent value first, a few of each tag. */
  tags(issue: number): readonly { readonly name: string; readonly value: string; readonly count: number }[] {
    const sql = `select name, value, count from (select *, row_number() over (partition by name order by count desc, value) nth
      from (select name, value, sum(count) count from issue_tags where ${ofIssue} group by name, value))
      where nth <= 5 order by name, count desc, value limit 200`;
    return this.#db
      .all(sql, { issue })
      .map((row) => ({ name: text(row, 'name'), value: text(row, 'value'), count: numeric(row, 'count') }));
  }

  /** Of the oldest event that is kept and names one. */
  firstRelease(issue: number): string | null {
    const row = this.#db.maybeOne(`select release from events where ${ofIssue} and release is not null order by id limit 1`, { issue });
    return row && text(row, 'release');
  }

  /** One event; the newest without an id. */
  event(issue: number, eventId: string | null): StoredEvent | null {
    const which = eventId === null ? '' : 'and event_id = $eventId';
    const sql = `select id, event_id, at_ms, body from events where ${ofIssue} ${which} order by id desc limit 1`;
    const row = this.#db.maybeOne(sql, { issue, ...(eventId === null ? {} : { eventId }) });
    if (row === null) return null;
    const id = numeric(row, 'id');
    const { body } = row;
    return {
      id,
      eventId: text(row, 'event_id'),
      atMs: numeric(row, 'at_ms'),
      body: body instanceof Uint8Array ? inflateRawSync(body).toString('utf8') : '{}',
      previous: this.#beside(`select event_id from events where ${ofIssue} and id < $id order by id desc limit 1`, { issue, id }),
      next: this.#beside(`select event_id from events where ${ofIssue} and id > $id order by id limit 1`, { issue, id }),
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
  releases(projects: readonly number[], dayFromHour: number): readonly ReleaseHealth[] {
    const sql = `select release, first_seen_ms, sessions, errored, crashed,
        (select coalesce(sum(day.sessions), 0) from release_hours day
          where day.project = releases.project and day.release = releases.release and hour >= $dayFromHour) day_sessions, (select count(*) from issues join issue_tags on issue_id = issues.id
        where issues.project = releases.project and name = 'release' and value = release
        and not exists (select 1 from events where issue_id = issues.id and events.release <> releases.release and events.id <
          (select min(id) from events where issue_id = issues.id and events.release = releases.release))) new_issues
      from releases where project in (select value from json_each($projects)) order by first_seen_ms desc limit 50`;
    return this.#db.all(sql, { projects: JSON.stringify(projects), dayFromHour }).map((row) => ({
      release: text(row, 'release'),
      firstSeenMs: numeric(row, 'first_seen_ms'),
      sessions: numeric(row, 'sessions'),
      errored: numeric(row, 'errored'),
      crashed: numeric(row, 'crashed'),
      newIssues: numeric(row, 'new_issues'),
      daySessions: numeric(row, 'day_sessions'),
    }));
  }

  /** Open issues that came so often since then, or to so many people. */
  busy({ projects, sinceMs, times, people }: BusyWish): readonly BusyIssue[] {
    const sql = `select head.id id, head.title title, count(*) times, count(distinct user) people
      from events join issues own on own.id = issue_id join issues head on head.id = coalesce(own.merged_into, own.id)
      where events.project in (select value from json_each($projects)) and at_ms >= $sinceMs and head.${states.open}
      group by head.id having times >= coalesce($times, 9e9) or people >= coalesce($people, 9e9) order by times desc limit 20`;
    return this.#db
      .all(sql, { projects: JSON.stringify(projects), sinceMs, times, people })
      .map((row) => ({ id: numeric(row, 'id'), title: text(row, 'title'), times: numeric(row, 'times'), people: numeric(row, 'people') }));
  }

  /** Null: it is not kept any more. */
  lastSeen(id: number): number | null {
    const row = this.#db.one('select max(last_seen_ms) last_seen_ms from issues where id = $id or merged_into = $id', { id });
    return numericOrNull(row, 'last_seen_ms');
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

export interface BusyWish {
  readonly projects: readonly number[];
  readonly sinceMs: number;
  /** Null: that does not matter. */
  readonly times: number | null;
  readonly people: number | null;
}

export interface BusyIssue {
  readonly id: number;
  readonly title: string;
  readonly times: number;
  readonly people: number;
}

export interface ReleaseHealth {
  readonly release: string;
  readonly firstSeenMs: number;
  readonly sessions: number;
  readonly errored: number;
  readonly crashed: number;
  readonly newIssues: number;
  /** Sessions of the last day. */
  readonly daySessions: number;
}

function issueRecord(row: Row): IssueRecord {
  return {
    id: numeric(row, 'id'),
    project: numeric(row, 'project'),
    title: text(row, 'title'),
    culprit: text(row, 'culprit'),
    level: text(row, 'level'),
    ...issueStanding(row),
    firstSeenMs: numeric(row, 'first_seen_ms'),
    lastSeenMs: numeric(row, 'last_seen_ms'),
    count: numeric(row, 'count'),
    users: numeric(row, 'users'),
    assignee: textOrNull(row, 'assignee'),
    merged: numeric(row, 'merged'),
  };
}

export function issueStanding(row: Row): IssueStanding {
  return {
    state: word(row, 'state', issueStates),
    resolvedIn: textOrNull(row, 'resolved_in'),
    ignoredUntilMs: numericOrNull(row, 'ignored_until_ms'),
    ignoredUntilCount: numericOrNull(row, 'ignored_until_count'),
  };
}
