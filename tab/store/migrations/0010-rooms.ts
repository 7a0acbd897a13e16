import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** A room that always has the debate of one rank, such as the one that is streamed; and what rooms are called with their categories. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(rooms).execute(db);
}

const rooms = `
alter table venues
  add column for_rank int check (for_rank >= 1),
  add column display_name text not null default '',
  add constraint one_room_a_rank unique (tournament_id, for_rank);

create function venue_display_name(venue int, plain text) returns text language sql stable as $$
  select concat_ws(' ',
    string_agg(c.name, ', ' order by c.name) filter (where c.display_in_venue_name = 'prefix'), plain,
    string_agg(c.name, ', ' order by c.name) filter (where c.display_in_venue_name = 'suffix'))
  from venue_category_members m join venue_categories c on c.id = m.category_id where m.venue_id = venue
$$;

create function name_venue() returns trigger language plpgsql as $$
begin
  new.display_name := venue_display_name(new.id, new.name);
  return new;
end $$;
create trigger name_venue before insert or update of name on venues for each row execute function name_venue();

create function name_venue_of_member() returns trigger language plpgsql as $$
begin
  update venues set display_name = venue_display_name(id, name) where id = coalesce(new.venue_id, old.venue_id);
  return null;
end $$;
create trigger name_venue_of_member after insert or delete on venue_category_members for each row execute function name_venue_of_member();

create function name_venues_of_category() returns trigger language plpgsql as $$
begin
  update venues set display_name = venue_display_name(id, name)
  where id in (select venue_id from venue_category_members where category_id = new.id);
  return null;
end $$;
create trigger name_venues_of_category after update of name, display_in_venue_name on venue_categories
  for each row execute function name_venues_of_category();

update venues set name = name;
`;
