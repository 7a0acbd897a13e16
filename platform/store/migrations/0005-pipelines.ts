/** Pipelines (CON-18), config vars that follow another app's (CON-14), and the commit that a build was made of (DEP-01). */
export const sql = `
create table pipelines (
  id integer primary key,
  name text not null unique,
  created_at_ms integer not null
) strict;

create table pipeline_apps (
  app_id integer primary key references apps (id) on delete cascade,
  pipeline_id integer not null references pipelines (id) on delete cascade,
  stage text not null check (stage in ('staging', 'production')),
  unique (pipeline_id, stage)
) strict;

create table config_refs (
  app_id integer not null references apps (id) on delete cascade,
  key text not null,
  source_app_id integer not null references apps (id) on delete cascade,
  source_key text not null,
  primary key (app_id, key)
) strict;
create index config_refs_by_source on config_refs (source_app_id, source_key);

alter table builds add column source_commit text;
`;
