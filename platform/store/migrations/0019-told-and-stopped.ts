/** When people want to be told, links that do something once, rules that hold for an event, apps that a budget has stopped (platform specification, 6 and 7). */
export const sql = `
alter table alert_channels add column quiet_hours text;
alter table alert_channels add column digest_at text;
alter table alert_channels add column timezone text not null default 'UTC';

alter table alert_rules add column source text not null default 'person' check (source in ('person', 'event'));

create table used_links (
  mark text primary key,
  used_at_ms integer not null
) strict;

create table budget_stops (
  app_id integer primary key references apps (id) on delete cascade,
  budget_id integer not null references budgets (id) on delete cascade
) strict;

alter table sleep add column shows_page integer not null default 1;
`;
