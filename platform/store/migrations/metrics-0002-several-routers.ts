/** Each router process reports its own part of a second. */
export const sql = `
create table samples_by_router (
  app text not null,
  second integer not null,
  router integer not null,
  ok integer not null,
  failed integer not null,
  codes text not null,
  buckets text not null,
  primary key (app, second, router)
) strict, without rowid;

insert into samples_by_router select app, second, 1, ok, failed, codes, buckets from samples;
drop table samples;
alter table samples_by_router rename to samples`;
