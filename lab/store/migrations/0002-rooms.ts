import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Which session is in which room, what is kept for people who have not come yet, and signs of life. The last are not worth a log: after a
 * crash of the database browsers say again that they are there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}

const tables = `
create table lab_room (
  name text primary key,
  session_id int not null unique references lab_session on delete cascade
);

create table lab_room_vars (
  room text not null,
  label text not null check (char_length(label) <= 100),
  vars jsonb not null,
  primary key (room, label)
);

create unlogged table lab_room_visit (
  visitor text primary key,
  room text not null,
  label text,
  came_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp()
);
create index lab_room_visit_room on lab_room_visit (room);

create unlogged table lab_presence (
  participant_id int primary key references lab_participant on delete cascade,
  seen_at timestamptz not null
) with (fillfactor = 50);
`;
