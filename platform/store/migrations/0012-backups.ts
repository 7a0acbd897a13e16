/** Backups of databases, restores, their schedules, parked apps and the bin (platform specification, 14 and CON-25). */
export const sql = `
create table backups (
  id integer primary key autoincrement,
  app text not null,
  database text not null,
  reason text not null check (reason in ('person', 'schedule', 'event', 'release', 'restore', 'reset', 'park', 'destroy', 'upload', 'system')),
  state text not null check (state in ('running', 'done', 'failed')),
  started_at_ms integer not null,
  ended_at_ms integer,
  format text not null check (format in ('custom', 'plain', 'plain-gzip')),
  bytes integer,
  sha256 text,
  server text,
  tool text,
  tables text not null default '[]',
  failure text,
  drilled_at_ms integer,
  drill_passed integer,
  drill_words text,
  actor text not null
) strict;
create index backups_by_app on backups (app, id);

create table restores (
  id integer primary key autoincrement,
  app text not null,
  database text not null,
  backup integer not null,
  state text not null check (state in ('filling', 'switching', 'done', 'failed')),
  started_at_ms integer not null,
  ended_at_ms integer,
  row_count integer,
  failure text,
  safety integer,
  former text,
  former_until_ms integer,
  actor text not null
) strict;
create unique index restores_under_way on restores (database) where state in ('filling', 'switching');

create table backup_schedules (
  addon_id integer primary key references addons (id) on delete cascade,
  is_on integer not null,
  hour integer not null,
  minute integer not null,
  timezone text not null,
  due_ms integer not null,
  drill_due_ms integer not null
) strict;

create table parked_apps (
  app_id integer primary key references apps (id) on delete cascade,
  since_ms integer not null,
  backups text not null,
  actor text not null
) strict;

create table binned_apps (
  id integer primary key autoincrement,
  app text not null,
  destroyed_at_ms integer not null,
  until_ms integer not null,
  content text not null,
  actor text not null
) strict;
`;
