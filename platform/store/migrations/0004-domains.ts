/** Domains of apps, certificates for them, and how each app wants HTTPS (platform specification, CON-20). */
export const sql = `
create table domains (
  host text primary key,
  app_id integer not null references apps (id) on delete cascade,
  created_at_ms integer not null,
  failure text,
  tries integer not null default 0,
  next_try_ms integer not null default 0
) strict;

create table certificates (
  id integer primary key,
  app_id integer not null references apps (id) on delete cascade,
  source text not null check (source in ('own', 'acme')),
  hosts text not null,
  certificate text not null,
  key text not null,
  from_ms integer not null,
  until_ms integer not null
) strict;

alter table apps add column acme integer not null default 0;
alter table apps add column https_redirect text not null default 'auto' check (https_redirect in ('auto', 'on', 'off'));
alter table apps add column hsts_seconds integer not null default 0;
`;
