import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The one switch of the public site, and draws that are published later: at a time, or when the hall has seen them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}

const tables = `
alter table tournaments
  add column public_mode text not null default 'open' check (public_mode in ('open', 'snapshot', 'notice')),
  add column public_notice text not null default '' check (char_length(public_notice) <= 2000),
  add column frozen_version int;

alter table rounds
  add column publish_at timestamptz,
  add column hall_since timestamptz,
  add column panels_held boolean not null default false;
create index rounds_publish_at on rounds (publish_at) where publish_at is not null;
`;
