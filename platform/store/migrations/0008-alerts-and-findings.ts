/** Alert rules with where they stand, incidents, channels and what goes out by them, findings (platform specification, §6.1 and §8). */
export const sql = `
create table alert_channels (
  id integer primary key autoincrement,
  kind text not null check (kind in ('email', 'webhook', 'slack', 'ntfy', 'heartbeat')),
  name text not null unique,
  address text not null,
  relay text,
  secret text not null,
  allows_loopback integer not null,
  failures integer not null default 0,
  failure text,
  used_at_ms integer,
  tested_at_ms integer,
  created_at_ms integer not null
) strict;

create table alert_rules (
  id integer primary key autoincrement,
  app_id integer not null references apps (id) on delete cascade,
  metric text not null,
  stat text not null,
  threshold real not null,
  for_seconds integer not null,
  process_type text not null,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  repeat_seconds integer not null,
  channels text,
  snoozed_until_ms integer not null default 0,
  created_at_ms integer not null,
  phase text not null default 'ok' check (phase in ('ok', 'pending', 'firing')),
  since_ms integer,
  calm_since_ms integer,
  flaps integer not null default 0,
  ended_at_ms integer,
  value real,
  unique (app_id, metric, stat, process_type, threshold)
) strict;

create table incidents (
  id integer primary key autoincrement,
  app_id integer references apps (id) on delete cascade,
  opened_at_ms integer not null,
  told_at_ms integer,
  told_severity text check (told_severity in ('info', 'warning', 'critical')),
  tellings integer not null default 0,
  ended_at_ms integer
) strict;
create index incidents_by_app on incidents (app_id, id);

create table incident_facts (
  id integer primary key autoincrement,
  incident_id integer not null references incidents (id) on delete cascade,
  subject text not null,
  metric text not null,
  stat text not null,
  threshold real not null,
  for_seconds integer not null,
  process_type text not null,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  value real not null,
  worst real not null,
  note text,
  since_ms integer not null,
  fired_at_ms integer not null,
  ended_at_ms integer
) strict;
create unique index one_open_fact on incident_facts (subject) where ended_at_ms is null;
create index facts_by_incident on incident_facts (incident_id);

create table alert_deliveries (
  id integer primary key autoincrement,
  channel_id integer not null references alert_channels (id) on delete cascade,
  incident_id integer not null references incidents (id) on delete cascade,
  kind text not null check (kind in ('firing', 'reminder', 'resolved')),
  nth integer not null,
  message text not null,
  state text not null check (state in ('waiting', 'sent', 'dead')),
  tries integer not null default 0,
  next_try_ms integer not null,
  failure text,
  created_at_ms integer not null,
  unique (channel_id, incident_id, kind, nth)
) strict;
create index due_deliveries on alert_deliveries (next_try_ms) where state = 'waiting';

create table findings (
  id integer primary key autoincrement,
  app_id integer not null references apps (id) on delete cascade,
  rule text not null,
  scope text not null,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  title text not null,
  why text not null,
  evidence text not null,
  actions text not null,
  weight real not null,
  since_ms integer not null,
  seen_at_ms integer not null,
  state text not null check (state in ('open', 'acted', 'dismissed', 'resolved')),
  reason text
) strict;
create unique index one_living_finding on findings (app_id, rule, scope) where state <> 'resolved';
`;
