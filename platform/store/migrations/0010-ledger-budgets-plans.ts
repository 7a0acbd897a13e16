/** What is paid for: prices, the ledger with its log of usage, budgets, plans of events (platform specification, 7 and ALR-23). */
export const sql = `
create table price_versions (
  id integer primary key autoincrement,
  book text not null,
  document text not null,
  since_s integer not null,
  actor text not null
) strict;

create table cost_settings (
  name text primary key,
  value text not null
) strict;

create table ledger (
  id integer primary key autoincrement,
  resource text not null,
  app text not null,
  kind text not null,
  price_key text not null,
  quantity integer not null check (quantity > 0),
  price_version integer not null references price_versions (id),
  monthly_micro integer,
  cap_micro integer,
  start_s integer not null,
  end_s integer check (end_s >= start_s),
  driver text not null,
  cause text not null
) strict;
create unique index ledger_open on ledger (resource) where end_s is null;
create index ledger_by_end on ledger (end_s);
create trigger ledger_is_only_closed before update on ledger
  when old.end_s is not null or new.start_s <> old.start_s or new.quantity <> old.quantity or new.resource <> old.resource
  begin select raise(abort, 'the ledger is only appended to'); end;
create trigger ledger_keeps_all before delete on ledger begin select raise(abort, 'the ledger is only appended to'); end;

create table usage_log (
  id integer primary key autoincrement,
  event text not null check (event in ('wanted', 'away')),
  at_s integer not null,
  resource text not null,
  app text not null,
  kind text not null,
  price_key text not null,
  quantity integer not null,
  monthly_micro integer
) strict;

create table budgets (
  id integer primary key autoincrement,
  name text not null unique,
  app_id integer references apps (id) on delete cascade,
  from_s integer,
  to_s integer,
  amount_micro integer not null check (amount_micro > 0),
  action text not null check (action in ('notify', 'freeze-up', 'scale-to-floor', 'stop')),
  even_live integer not null,
  told text not null default '',
  actor text not null,
  created_s integer not null
) strict;

create table event_plans (
  id integer primary key autoincrement,
  app_id integer not null references apps (id) on delete cascade,
  name text not null,
  plan text not null,
  start_date text not null,
  timezone text not null,
  windows text not null,
  actor text not null,
  created_s integer not null,
  unique (app_id, name)
) strict;
`;
