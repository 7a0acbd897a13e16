/** Rehearsals with their plans, what was reported of them, and their results: documents, kept beside control.db. */
export const sql = `
create table rehearsals (
  id text primary key,
  app text not null,
  target text,
  actor text not null,
  state text not null check (state in ('planned', 'preparing', 'running', 'ended', 'stopped', 'failed')),
  started_at_ms integer not null,
  ended_at_ms integer,
  plan text not null,
  levels text not null default '[]',
  result text,
  failure text
) strict;
create index rehearsals_by_app on rehearsals (app, started_at_ms);
`;
