import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { MeetingCount } from './saves.ts';
import type { Schema } from './schema.ts';

export interface Comers {
  readonly sessionId: number;
  readonly page: number;
  readonly sub: number;
  readonly everybody: boolean;
  /** Everybody who came to this wait page or passed it. */
  readonly people: readonly { readonly id: number; readonly waits: boolean }[];
}

// Text: counts any number of arrivals by group in one statement.
const arriveQuery = textQuery<Comers, MeetingCount>(
  'meetings.arrive',
  `with come as (
     select case when $4::boolean then 0 else l.group_id end as group_id, count(*)::int as n, count(*) filter (where c.waits)::int as waiting,
       min(case when $4::boolean then s.num_participants else g.size end) as size
     from jsonb_to_recordset($5::jsonb) as c(id int, waits boolean)
       join lab_player l on l.participant_id = c.id and l.sub = $3::int join lab_group g on g.id = l.group_id join lab_session s on s.id = $1::int
     group by 1)
   insert into lab_wait as w (session_id, page_index, group_id, missing, waiting)
   select $1::int, $2::int, group_id, size - n, waiting from come order by group_id
   on conflict (session_id, page_index, group_id) do update set waiting = w.waiting + excluded.waiting,
     missing = case when w.completed_at is null then w.missing - (select n from come where come.group_id = excluded.group_id) else w.missing end
   returning page_index as "pageIndex", group_id as "groupId", missing, waiting, completed_at is not null as "isOver"`,
  ({ sessionId, page, sub, everybody, people }) => [sessionId, page, sub, everybody, JSON.stringify(people)],
);

/** Counts people who were moved together to, or past, the same wait page. The transaction holds them. */
export function arrive(tx: Queryable, comers: Comers): Promise<MeetingCount[]> {
  return tx.run(arriveQuery, comers);
}

export interface MeetingPlace {
  readonly sessionId: number;
  readonly pageIndex: number;
  /** 0: everybody in the session. */
  readonly groupId: number;
}

// Text: which of the two tables decides depends on the scope.
const waiterQuery = textQuery<MeetingPlace, { id: number; code: string }>(
  'meetings.waiter',
  `select p.id, p.code from lab_participant p join lab_player l on l.participant_id = p.id and l.sub = p.sub
   where p.session_id = $1 and p.page_index = $2 and ($3 = 0 or l.group_id = $3) order by p.id limit 1`,
  ({ sessionId, pageIndex, groupId }) => [sessionId, pageIndex, groupId],
);

/** Somebody who waits at the meeting, or null. */
export function waiterAt(db: Queryable, place: MeetingPlace): Promise<{ id: number; code: string } | null> {
  return db.maybeOne(waiterQuery, place);
}

const failedQuery = compiled<Schema>()('meetings.failed', (db) =>
  db
    .selectFrom('lab_wait')
    .select(['session_id as sessionId', 'page_index as pageIndex', 'group_id as groupId'])
    .where('failed_at', 'is not', null)
    .orderBy('failed_at')
    .limit(500),
);

/** Meetings whose callback threw. */
export function failed(db: Queryable): Promise<MeetingPlace[]> {
  return db.run(failedQuery, {});
}
