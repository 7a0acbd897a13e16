import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import { dropoutPageMs, graceMs } from '../rules/timeout.ts';

/** Seats that bots are to take. */
export interface BotWish {
  readonly sessionId: number;
  /** Only these, where they are free or their participant is gone; every free seat when null. */
  readonly codes: readonly string[] | null;
  /** At most so many. */
  readonly most: number;
  /** Bots that have not come to this page yet count among them; none when null. */
  readonly before: number | null;
}

/** A seat that a bot has taken. */
export interface BotTaken {
  readonly code: string;
  readonly pageIndex: number;
}

// Text: `skip locked`, so that a person who comes at this moment keeps the seat; the mark and the timer that sends the first page are one act.
const fillQuery = textQuery<BotWish, BotTaken>(
  'bots.fill',
  `with free as (
     select id from lab_participant where session_id = $1 and not is_bot
       and case when $2::text[] is null then not visited and page_index = 0
           else code = any($2) and (not visited and page_index = 0 or status = 'dropout') end
     order by number
     limit greatest(0, $3 - (select count(*) from lab_participant where session_id = $1 and is_bot and page_index < $4)) for update skip locked),
   taken as (
     update lab_participant p set is_bot = true, visited = true, status = '', rev = rev + 1 from free where p.id = free.id
     returning p.id, p.number, p.code, p.page_index),
   unseen as (delete from lab_presence using taken where participant_id = taken.id),
   clocked as (
     insert into lab_timer (participant_id, page_index, seen, deadline_at, fire_at)
     select id, page_index, true, now + ${dropoutPageMs - graceMs} * interval '1 ms', now + ${dropoutPageMs} * interval '1 ms' from taken, clock_timestamp() as now
     on conflict (participant_id) do update set page_index = excluded.page_index, seen = true, deadline_at = excluded.deadline_at, fire_at = excluded.fire_at)
   select code, page_index as "pageIndex" from taken order by number`,
  ({ sessionId, codes, most, before }) => [sessionId, codes, most, before],
);

/** Gives seats to bots that the server plays, in order of their numbers. Seats that somebody has taken up stay theirs. */
export function fill(db: Queryable, wish: BotWish): Promise<BotTaken[]> {
  return db.run(fillQuery, wish);
}

const markAllQuery = textQuery<{ session: string }, object>(
  'bots.markAll',
  'update lab_participant set is_bot = true where session_id = (select id from lab_session where code = $1)',
  ({ session }) => [session],
);

/** Everybody in a session counts as a bot. Before a session has ended the server would play them. */
export async function markAll(db: Queryable, session: string): Promise<void> {
  await db.run(markAllQuery, { session });
}
