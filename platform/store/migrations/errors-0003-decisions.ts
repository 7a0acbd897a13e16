/** errors.db: whose an issue is, and which other it belongs to; whom an event happened to and when, for alerts; sessions by hour. */
export const sql = `
alter table issues add column assignee text;
alter table issues add column merged_into integer references issues (id) on delete set null;
create index issues_by_merge on issues (merged_into) where merged_into is not null;

alter table events add column user text;
create index events_by_time on events (project, at_ms);

create table release_hours (
  project integer not null,
  release text not null,
  hour integer not null,
  sessions integer not null,
  primary key (project, release, hour)
) strict, without rowid;
`;
