import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * A page that is sent costs the database less. Every update of a row reads the table's checks and plans them anew, so a participant's
 * limits stand in the types of the columns, which are looked at only where a column is written. A key that leads to another row locks it:
 * whoever comes to a wait page locked their session, and the row of a page its participant, which the same statement holds anyway. What
 * such a key did when the other row goes, a trigger does.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(limits).execute(db);
  await sql.raw(keys).execute(db);
}

const limits = `
create domain lab_code as text check (value ~ '^[a-z0-9]{8}$');
create domain lab_label as text check (char_length(value) <= 100);
create domain lab_notice as text check (char_length(value) <= 2000);
alter table lab_participant
  drop constraint lab_participant_code_check,
  drop constraint lab_participant_label_check,
  drop constraint lab_participant_notice_check,
  alter column code type lab_code,
  alter column label type lab_label,
  alter column notice type lab_notice;
`;

// Named after RI_…, so that the participants go first: a page that is being saved holds them, and is waited for.
const keys = `
alter table lab_page_time drop constraint lab_page_time_participant_id_fkey;
alter table lab_wait drop constraint lab_wait_session_id_fkey;

create function lab_forget_page_times() returns trigger language plpgsql as $$
begin
  delete from lab_page_time t using gone where t.participant_id = gone.id;
  return null;
end $$;
create trigger lab_participant_gone after delete on lab_participant referencing old table as gone
  for each statement execute function lab_forget_page_times();

create function lab_forget_waits() returns trigger language plpgsql as $$
begin
  delete from lab_wait where session_id = old.id;
  return null;
end $$;
create trigger lab_session_gone after delete on lab_session for each row execute function lab_forget_waits();
`;
