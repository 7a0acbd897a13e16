/** Where backups are copied to, and which copies there are (platform specification, STA-06). */
export const sql = `
create table backup_targets (
  id integer primary key autoincrement,
  name text not null unique,
  settings text not null,
  created_at_ms integer not null,
  actor text not null
) strict;

create table backup_copies (
  backup_id integer not null references backups on delete cascade,
  target_id integer not null references backup_targets on delete cascade,
  failure text,
  at_ms integer not null,
  primary key (backup_id, target_id)
) strict;
`;
