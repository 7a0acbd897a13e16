/** Mirrors of apps (platform specification, 11), and pages about an app that the router answers itself (UI-23, UI-24). */
export const sql = `
create table mirrors (
  app_id integer primary key references apps (id) on delete cascade,
  primary_id integer not null references apps (id) on delete cascade,
  is_by_hand integer not null,
  follows integer not null,
  took_host integer not null,
  created_at_ms integer not null,
  check (app_id <> primary_id)
) strict;
create index mirrors_by_primary on mirrors (primary_id);

create table public_pages (
  app_id integer not null references apps (id) on delete cascade,
  kind text not null check (kind in ('project', 'status')),
  document text not null,
  primary key (app_id, kind)
) strict;
`;
