import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** When a live page whose players are each alone last did for one what it does by itself: so that only one process does it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      'create table lab_live_tick (participant_id int primary key references lab_participant on delete cascade, ticked_at timestamptz not null)',
    )
    .execute(db);
}
