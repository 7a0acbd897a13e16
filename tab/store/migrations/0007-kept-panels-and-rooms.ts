import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** A panel that stays when the round is allocated anew, and a room that stays when rooms are given out anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw('alter table debates add column panel_kept boolean not null default false, add column room_kept boolean not null default false')
    .execute(db);
}
