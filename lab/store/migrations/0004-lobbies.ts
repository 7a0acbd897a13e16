import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Pages where people are put into groups as they come: each is looked at again now and then. Who was away for a while stands at the end of
 * the line.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}

const tables = `
create table lab_lobby (
  session_id int not null references lab_session on delete cascade,
  page_index int not null,
  look_at timestamptz not null,
  primary key (session_id, page_index)
);
create index lab_lobby_due on lab_lobby (look_at);

alter table lab_presence add column back_at timestamptz;
`;
