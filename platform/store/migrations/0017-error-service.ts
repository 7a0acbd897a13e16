/** The error service among add-ons and their servers (platform specification, ERR-01). Attachments stay: they are put aside meanwhile. */
export const sql = `
create table attachments_aside as select addon_id, app_id, config_var from attachments;
drop table attachments;

create table addons_with_errors (
  id integer primary key,
  name text not null unique,
  app_id integer not null references apps (id),
  service text not null check (service in ('postgres', 'redis', 'mail', 'scheduler', 'errors')),
  plan text not null,
  state text not null check (state in ('creating', 'available', 'leaving')),
  config_var text not null,
  password text not null,
  settings text not null default '{}',
  created_at_ms integer not null,
  unique (app_id, config_var)
) strict;
insert into addons_with_errors (id, name, app_id, service, plan, state, config_var, password, settings, created_at_ms)
  select id, name, app_id, service, plan, state, config_var, password, settings, created_at_ms from addons;
drop table addons;
alter table addons_with_errors rename to addons;

create table servers_with_errors (
  name text primary key,
  service text not null check (service in ('postgres', 'redis', 'mail', 'errors')),
  port integer not null,
  tls_port integer
) strict;
insert into servers_with_errors (name, service, port, tls_port) select name, service, port, tls_port from servers;
drop table servers;
alter table servers_with_errors rename to servers;

create table attachments (
  addon_id integer not null references addons (id) on delete cascade,
  app_id integer not null references apps (id) on delete cascade,
  config_var text not null,
  primary key (app_id, config_var)
) strict;
insert into attachments (addon_id, app_id, config_var) select addon_id, app_id, config_var from attachments_aside;
drop table attachments_aside;

create table error_news (
  one integer primary key check (one = 1),
  told integer not null
) strict;
`;
