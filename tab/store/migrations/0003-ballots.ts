import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Whose each sheet of a version is, so that a changed panel never gives one adjudicator's sheet to another; versions that stand for one adjudicator of a
 * panel; and who in the tab room has which debate in hand.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}

const tables = `
alter table ballots add column sheet_owners int[] not null default '{}';
alter table ballots add column single_adjudicator boolean not null default false;

create table ballot_claims (
  debate_id int primary key references debates on delete cascade,
  actor text not null,
  until timestamptz not null
);
create index ballots_by_confirmation on ballots (confirmed_at) where confirmed;
`;
