/** What the monitor looked at, for rules that are tried on what was: only where an installation has rules of its own (MON-09). */
export const sql = `
create table moments (
  app text not null,
  second integer not null,
  packed blob not null,
  primary key (app, second)
) strict, without rowid`;
