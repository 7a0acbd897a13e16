/** errors.db: keys of a project beside the one that its app has (ERR-01); one that was switched off stays known. */
export const sql = `
create table keys (
  project integer not null,
  name text not null,
  key text not null unique,
  created_at_ms integer not null,
  off_at_ms integer,
  primary key (project, name)
) strict, without rowid;
`;
