/** Mail and scheduler beside Postgres and Redis, add-ons used by several apps, jobs, log drains (platform specification, CON-15, 16, 22, 23). */
export const sql = `
create table addons_of_all_services (
  id integer primary key,
  name text not null unique,
  app_id integer not null references apps (id),
  service text not null check (service in ('postgres', 'redis', 'mail', 'scheduler')),
  plan text not null,
  state text not null check (state in ('creating', 'available', 'leaving')),
  config_var text not null,
  password text not null,
  settings text not null default '{}',
  created_at_ms integer not null,
  unique (app_id, config_var)
) strict;
insert into addons_of_all_services (id, name, app_id, service, plan, state, config_var, password, created_at_ms)
  select id, name, app_id, service, plan, state, config_var, password, created_at_ms from addons;
drop table addons;
alter table addons_of_all_services rename to addons;

create table servers_of_all_services (
  name text primary key,
  service text not null check (service in ('postgres', 'redis', 'mail')),
  port integer not null,
  tls_port integer
) strict;
insert into servers_of_all_services (name, service, port) select name, service, port from servers;
drop table servers;
alter table servers_of_all_services rename to servers;

create table attachments (
  addon_id integer not null references addons (id) on delete cascade,
  app_id integer not null references apps (id) on delete cascade,
  config_var text not null,
  primary key (app_id, config_var)
) strict;

create table jobs (
  id integer primary key autoincrement,
  app_id integer not null references apps (id) on delete cascade,
  schedule text not null,
  timezone text not null,
  overlap text not null check (overlap in ('allow', 'forbid', 'replace')),
  command text not null,
  created_at_ms integer not null,
  due_ms integer not null
) strict;

create table job_runs (
  id integer primary key autoincrement,
  job_id integer not null references jobs (id) on delete cascade,
  due_ms integer not null,
  at_ms integer not null,
  outcome text not null check (outcome in ('starting', 'running', 'ended', 'skipped', 'failed')),
  dyno_id text,
  dyno text,
  reason text,
  exit_status integer,
  ended_at_ms integer
) strict;
create index job_runs_by_job on job_runs (job_id, id);

create table log_drains (
  id integer primary key autoincrement,
  app_id integer not null references apps (id) on delete cascade,
  url text not null,
  token text not null,
  source text check (source in ('app', 'rostra')),
  process_type text,
  heroku_names integer not null,
  allows_private integer not null,
  sent_id integer not null,
  created_at_ms integer not null,
  unique (app_id, url)
) strict;

alter table apps add column runtime_metrics integer not null default 0;
`;
