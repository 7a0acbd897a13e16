import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Who came when every seat of a session was taken. Whoever gave no label counts as one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table lab_turned_away (
         session_id int not null references lab_session on delete cascade,
         label text not null,
         times int not null default 1,
         first_at timestamptz not null default clock_timestamp(),
         last_at timestamptz not null default clock_timestamp(),
         primary key (session_id, label)
       )`,
    )
    .execute(db);
}
