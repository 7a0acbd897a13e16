/** control.db as it was at the start: what must survive a power failure (platform specification, Annex B and STA-02). */
export const sql = `
create table apps (
  id integer primary key,
  name text not null unique,
  created_at_ms integer not null,
  is_leaving integer not null default 0,
  maintenance integer not null default 0,
  config_set_id integer not null references config_sets (id) deferrable initially deferred,
  serving integer,
  roll_out integer,
  roll_out_mode text not null default 'preboot' check (roll_out_mode in ('preboot', 'rolling')),
  foreign key (id, serving) references releases (app_id, version) deferrable initially deferred,
  foreign key (id, roll_out) references releases (app_id, version) deferrable initially deferred
) strict;

create table config_sets (
  id integer primary key,
  vars text not null
) strict;

create table slugs (
  id text primary key,
  processes text not null,
  size_bytes integer not null,
  built_on text not null,
  created_at_ms integer not null
) strict;

create table releases (
  app_id integer not null references apps (id) on delete cascade,
  version integer not null,
  status text not null check (status in ('pending', 'succeeded', 'failed')),
  slug_id text references slugs (id),
  config_set_id integer not null references config_sets (id),
  runs_since integer not null,
  phase text not null check (phase in ('none', 'wanted', 'running', 'done')),
  phase_dyno text,
  reason text not null,
  actor text not null,
  failure text,
  created_at_ms integer not null,
  primary key (app_id, version)
) strict;

create table formation (
  app_id integer not null references apps (id) on delete cascade,
  type text not null,
  quantity integer not null check (quantity between 0 and 100),
  primary key (app_id, type)
) strict;

create table restart_marks (
  app_id integer not null references apps (id) on delete cascade,
  type text not null default '',
  number integer not null default 0,
  before_ms integer not null,
  primary key (app_id, type, number)
) strict;

create table builds (
  id text primary key,
  app_id integer not null references apps (id) on delete cascade,
  status text not null check (status in ('building', 'releasing', 'succeeded', 'failed')),
  release integer,
  actor text not null,
  failure text,
  created_at_ms integer not null
) strict;

create table addons (
  id integer primary key,
  name text not null unique,
  app_id integer not null references apps (id),
  service text not null check (service in ('postgres', 'redis')),
  plan text not null,
  state text not null check (state in ('creating', 'available', 'leaving')),
  config_var text not null,
  password text not null,
  created_at_ms integer not null,
  unique (app_id, config_var)
) strict;

create table servers (
  name text primary key,
  service text not null check (service in ('postgres', 'redis')),
  port integer not null
) strict;

create table events (
  id integer primary key autoincrement,
  app_id integer not null references apps (id) on delete cascade,
  at_ms integer not null,
  kind text not null,
  level text not null check (level in ('info', 'warning', 'critical')),
  code text,
  dyno text,
  actor text,
  text text not null
) strict;
create index events_by_app on events (app_id, id);

create table tokens (
  id text primary key,
  label text not null,
  hash text not null unique,
  created_at_ms integer not null,
  last_used_at_ms integer
) strict;

create table logins (
  hash text primary key,
  actor text not null,
  expires_at_ms integer not null
) strict;

create table settings (
  name text primary key,
  value text not null
) strict`;
