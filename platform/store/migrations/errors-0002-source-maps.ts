/** errors.db: source maps as they were uploaded, by release and name, or by debug id whatever the release. */
export const sql = `
create table source_maps (
  id integer primary key,
  project integer not null,
  release text not null,
  name text not null,
  debug_id text,
  body blob not null,
  uploaded_at_ms integer not null,
  unique (project, release, name)
) strict;
create index source_maps_by_debug_id on source_maps (project, debug_id);
`;
