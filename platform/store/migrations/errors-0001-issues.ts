/** errors.db: issues and their events, counted by hour, release, tag and user; what was turned away; sessions; transactions, light. */
export const sql = `
create table issues (
  id integer primary key,
  project integer not null,
  hash text not null,
  grouping integer not null,
  title text not null,
  culprit text not null,
  level text not null,
  state text not null default 'unresolved' check (state in ('unresolved', 'resolved', 'ignored', 'regressed')),
  resolved_in text,
  ignored_until_ms integer,
  ignored_until_count integer,
  first_seen_ms integer not null,
  last_seen_ms integer not null,
  count integer not null,
  unique (project, hash)
) strict;
create index issues_by_last_seen on issues (project, last_seen_ms);

create table events (
  id integer primary key,
  project integer not null,
  event_id text not null,
  issue_id integer not null references issues (id) on delete cascade,
  at_ms integer not null,
  level text not null,
  release text,
  environment text not null,
  body blob not null,
  unique (project, event_id)
) strict;
create index events_by_issue on events (issue_id, id);

create table issue_hours (
  issue_id integer not null references issues (id) on delete cascade,
  hour integer not null,
  count integer not null,
  primary key (issue_id, hour)
) strict, without rowid;

create table issue_tags (
  issue_id integer not null references issues (id) on delete cascade,
  name text not null,
  value text not null,
  count integer not null,
  primary key (issue_id, name, value)
) strict, without rowid;

create table issue_users (
  issue_id integer not null references issues (id) on delete cascade,
  user text not null,
  primary key (issue_id, user)
) strict, without rowid;

create table issue_notes (
  id integer primary key,
  issue_id integer not null references issues (id) on delete cascade,
  at_ms integer not null,
  actor text not null,
  text text not null
) strict;

create table news (
  id integer primary key autoincrement,
  issue_id integer not null references issues (id) on delete cascade,
  kind text not null check (kind in ('new', 'regressed')),
  at_ms integer not null
) strict;

create table tallies (
  project integer not null,
  hour integer not null,
  what text not null,
  count integer not null,
  primary key (project, hour, what)
) strict, without rowid;

create table releases (
  project integer not null,
  release text not null,
  first_seen_ms integer not null,
  sessions integer not null default 0,
  errored integer not null default 0,
  crashed integer not null default 0,
  primary key (project, release)
) strict, without rowid;

create table transactions (
  id integer primary key,
  project integer not null,
  at_ms integer not null,
  name text not null,
  op text not null,
  duration_ms real not null,
  status text not null,
  trace_id text,
  spans integer not null
) strict;
create index transactions_by_project on transactions (project, id);

create table platform_counts (
  app text not null,
  code text not null,
  counted integer not null,
  primary key (app, code)
) strict, without rowid;
`;
