/** Upgrades of guests (platform specification, DEP-08): one at a time for an app, and each says how far it has come. */
export const sql = `
create table upgrades (
  id integer primary key autoincrement,
  app_id integer not null references apps (id) on delete cascade,
  build text not null unique,
  ref text,
  rehearses integer not null,
  state text not null,
  before_version integer not null,
  backups text not null default '[]',
  failure text,
  is_undone integer not null default 0,
  actor text not null,
  started_at_ms integer not null,
  ended_at_ms integer,
  check (state in ('building', 'rehearsing', 'saving', 'releasing', 'checking', 'undoing', 'done', 'failed')),
  check ((ended_at_ms is not null) = (state in ('done', 'failed')))
) strict;
create unique index upgrades_open on upgrades (app_id) where ended_at_ms is null;
`;
