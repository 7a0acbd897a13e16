import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import { awayAfterMs, forgottenAfterMs } from '../rules/presence.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

// Text: an upsert of any number of people by their codes.
const seenQuery = textQuery<{ codes: readonly string[] }, unknown>(
  'presence.seen',
  `insert into lab_presence (participant_id, seen_at)
   select id, clock_timestamp() from lab_participant where code = any($1::text[]) order by id
   on conflict (participant_id) do update set seen_at = excluded.seen_at,
     back_at = case when lab_presence.seen_at < excluded.seen_at - ${forgottenAfterMs} * interval '1 ms' then excluded.seen_at else lab_presence.back_at end`,
  ({ codes }) => [codes],
);

/** Notes that these participants' browsers are there now. Unknown codes are nobody. */
export async function seen(db: Queryable, codes: readonly string[]): Promise<void> {
  await db.run(seenQuery, { codes });
}

/** The page where somebody belongs. */
export interface PersonsPage {
  readonly code: string;
  readonly pageIndex: number;
}

const whereQuery = query('presence.where', (db, args: { codes: readonly string[] }) =>
  db
    .selectFrom('lab_participant')
    .select(['code', 'page_index as pageIndex'])
    .where((eb) => eb('code', '=', eb.fn.any(eb.val(args.codes))))
    .limit(20_000),
);

/** Where each of these participants is now. Unknown codes are nobody. */
export function whereAre(db: Queryable, codes: readonly string[]): Promise<PersonsPage[]> {
  return db.run(whereQuery, { codes });
}

/** A page that is open in a room where no session is yet. */
export interface RoomVisit {
  readonly visitor: string;
  readonly room: string;
  readonly label: string | null;
}

const comeQuery = query('presence.come', (db, visit: RoomVisit) =>
  db.insertInto('lab_room_visit').values({ visitor: visit.visitor, room: visit.room, label: visit.label }),
);

export async function come(db: Queryable, visit: RoomVisit): Promise<void> {
  await db.run(comeQuery, visit);
}

const leaveQuery = query('presence.leave', (db, args: { visitor: string }) =>
  db.deleteFrom('lab_room_visit').where('visitor', '=', args.visitor),
);

export async function leave(db: Queryable, visitor: string): Promise<void> {
  await db.run(leaveQuery, { visitor });
}

// Text: the database's clock; pages of a process that was killed are swept away by the others.
const stayQuery = textQuery<{ visitors: readonly string[] }, unknown>(
  'presence.stay',
  `with gone as (delete from lab_room_visit where seen_at < clock_timestamp() - interval '10 min')
   update lab_room_visit set seen_at = clock_timestamp() where visitor = any($1::text[])`,
  ({ visitors }) => [visitors],
);

/** These pages are still open. */
export async function stay(db: Queryable, visitors: readonly string[]): Promise<void> {
  await db.run(stayQuery, { visitors });
}

/** Somebody who waits in a room. */
export interface Waiter {
  readonly room: string;
  readonly label: string | null;
  readonly waitedMs: number;
}

// Text: the database's clock; one line for a label however many pages it has open.
const waitersQuery = textQuery<unknown, Waiter>(
  'presence.waiters',
  `select room, label, (extract(epoch from clock_timestamp() - min(came_at)) * 1000)::float8 as "waitedMs"
   from lab_room_visit where seen_at > clock_timestamp() - ${awayAfterMs} * interval '1 ms'
   group by room, label, case when label is null then visitor end order by min(came_at) limit 20000`,
  () => [],
);

/** Who waits in any room, in the order they came. A label counts once, a page without label too. */
export function waiters(db: Queryable): Promise<Waiter[]> {
  return db.run(waitersQuery, {});
}
