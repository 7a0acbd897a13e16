/** Who works here, with what role, and what each of them did (platform specification, UI-01 to UI-05). */
export const sql = `
create table users (
  name text primary key,
  role text not null check (role in ('owner', 'admin', 'operator', 'viewer')),
  apps text,
  password text not null,
  created_at_ms integer not null
) strict;

create table audit (
  id integer primary key,
  at_ms integer not null,
  actor text not null,
  role text not null,
  address text,
  agent text,
  request_id text,
  app text,
  action text not null,
  detail text not null,
  refused text,
  hash text not null
) strict;
create index audit_by_app on audit (app, id);
create trigger audit_is_never_changed before update on audit begin select raise(abort, 'the audit log is only appended to'); end;

alter table tokens add column role text not null default 'admin' check (role in ('owner', 'admin', 'operator', 'viewer'));
alter table tokens add column expires_at_ms integer;
`;
