import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Who may work at the desk beside the administrator of the environment. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table lab_account (
         name text primary key check (name ~ '^[A-Za-z0-9._@-]{1,60}$'),
         password_hash text not null,
         role text not null check (role in ('owner', 'experimenter', 'viewer')),
         made_at timestamptz not null default now()
       )`,
    )
    .execute(db);
}
