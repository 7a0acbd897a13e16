/** Rules of the page cache that somebody has set, each set a version; and rules that the canary has switched off (platform specification, CCH-04, CCH-21). */
export const sql = `
create table cache_rules (
  app_id integer not null references apps (id) on delete cascade,
  version integer not null,
  at_ms integer not null,
  actor text not null,
  section text,
  primary key (app_id, version)
) strict;

create table cache_suspects (
  app_id integer not null references apps (id) on delete cascade,
  rule text not null,
  page text not null,
  at_ms integer not null,
  primary key (app_id, rule)
) strict;
`;
