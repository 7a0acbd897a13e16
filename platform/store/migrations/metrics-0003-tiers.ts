/**
 * Steps of 1 s, 10 s, 1 min, 10 min and 1 h, each of the figures of an app, of its routes, or of something that is measured. The two hours
 * that were kept second by second begin anew. Where several write one step, each has a part of its own; longer steps have one.
 */
export const sql = `
drop table samples;
drop table beats;
drop table dyno_samples;

create table steps (
  seconds integer not null,
  kind text not null check (kind in ('traffic', 'routes', 'gauges')),
  name text not null,
  second integer not null,
  part integer not null,
  body text not null,
  primary key (seconds, kind, name, second, part)
) strict, without rowid;

create index steps_by_age on steps (seconds, kind, second);

-- How many seconds of a step a router spoke of, with or without a request.
create table reported (
  seconds integer not null,
  second integer not null,
  count integer not null,
  primary key (seconds, second)
) strict, without rowid;

-- Times of which the minutes are kept as long as the hours.
create table kept_windows (
  from_second integer not null,
  to_second integer not null,
  primary key (from_second, to_second)
) strict, without rowid`;
