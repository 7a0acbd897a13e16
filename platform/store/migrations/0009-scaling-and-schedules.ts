/** The autoscaler with its decisions, schedules of dynos and add-ons, moments that apps announce, apps that sleep (platform specification, 6.2 to 6.5). */
export const sql = `
create table autoscale (
  app_id integer not null references apps (id) on delete cascade,
  type text not null,
  source text not null check (source in ('person', 'schedule')),
  min integer not null,
  max integer not null,
  p95_ms integer not null,
  is_dry_run integer not null,
  notifies_at_max integer not null,
  until_ms integer,
  afterwards text,
  enabled_at_ms integer not null,
  actor text not null,
  memory text not null,
  noticed_at_ms integer,
  primary key (app_id, type, source)
) strict;

create table autoscale_decisions (
  id integer primary key autoincrement,
  app_id integer not null references apps (id) on delete cascade,
  type text not null,
  at_ms integer not null,
  from_quantity integer not null,
  to_quantity integer not null,
  kind text not null,
  words text not null,
  figures text not null,
  is_dry_run integer not null
) strict;
create index autoscale_decisions_by_app on autoscale_decisions (app_id, id);

create table schedules (
  id integer primary key autoincrement,
  app_id integer not null references apps (id) on delete cascade,
  group_name text,
  change text not null,
  calendar text not null,
  actor text not null,
  created_at_ms integer not null
) strict;
create index schedules_by_app on schedules (app_id, id);

create table schedule_holds (
  app_id integer not null references apps (id) on delete cascade,
  kind text not null check (kind in ('type', 'addon')),
  target text not null,
  hold text not null,
  is_overridden integer not null,
  primary key (app_id, kind, target)
) strict;

create table moments (
  number integer primary key autoincrement,
  app_id integer not null references apps (id) on delete cascade,
  id text not null,
  at_ms integer not null,
  title text not null,
  people integer not null,
  pages text not null,
  kind text not null check (kind in ('publish', 'start', 'advance', 'final')),
  quantity integer not null,
  unique (app_id, id)
) strict;

create table sleep (
  app_id integer primary key references apps (id) on delete cascade,
  after_ms integer not null,
  sleeps_all integer not null,
  awake_since_ms integer not null default 0,
  asleep_since_ms integer
) strict;
`;
