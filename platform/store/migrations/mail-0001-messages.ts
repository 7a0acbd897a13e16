/** mail.db: what apps sent, as it came in, and how far it went on. */
export const sql = `
create table messages (
  id integer primary key autoincrement,
  account text not null,
  at_ms integer not null,
  sender text not null,
  recipients text not null,
  subject text not null,
  size integer not null,
  raw blob not null,
  state text not null check (state in ('kept', 'waiting', 'sent', 'failed')),
  tries integer not null default 0,
  next_try_ms integer not null default 0,
  failure text
) strict;
create index messages_by_account on messages (account, id);
create index messages_waiting on messages (next_try_ms) where state = 'waiting'`;
