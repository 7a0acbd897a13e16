/** metrics.db as it was at the start: two hours, second by second. */
export const sql = `
create table samples (
  app text not null,
  second integer not null,
  ok integer not null,
  failed integer not null,
  codes text not null,
  buckets text not null,
  primary key (app, second)
) strict, without rowid;

create table beats (second integer primary key) strict;

create table dyno_samples (
  app text not null,
  second integer not null,
  dyno text not null,
  load real,
  memory_mb real,
  primary key (app, second, dyno)
) strict, without rowid`;
