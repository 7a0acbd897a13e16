/** logs.db as it was at the start: lines, and how far each dyno's output file has been stored. */
export const sql = `
create table lines (
  id integer primary key autoincrement,
  app text not null,
  at_ms integer not null,
  source text not null check (source in ('app', 'rostra')),
  dyno text not null,
  text text not null
) strict;
create index lines_by_app on lines (app, id);

create table offsets (
  dyno_id text primary key,
  offset integer not null,
  at_ms integer not null
) strict;

create table sizes (
  app text primary key,
  bytes integer not null
) strict`;
