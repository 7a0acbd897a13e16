import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * What an organiser does while a session runs: pauses, gates, words to people. What people have typed and not sent yet, which is not worth a
 * log. Pages can be sent again after going back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}

const tables = `
alter table lab_session add column paused_at timestamptz;
alter table lab_participant add column is_paused boolean not null default false;
alter table lab_participant add column notice text check (char_length(notice) <= 2000);
alter table lab_page_time add column visits int not null default 1;

create table lab_gate (
  session_id int not null references lab_session on delete cascade,
  page_index int not null,
  opened_at timestamptz not null default clock_timestamp(),
  primary key (session_id, page_index)
);

create unlogged table lab_draft (
  participant_id int primary key references lab_participant on delete cascade,
  page_index int not null,
  answers jsonb not null,
  kept_at timestamptz not null default clock_timestamp()
) with (fillfactor = 50);
`;
