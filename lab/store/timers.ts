import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import { graceMs } from '../rules/timeout.ts';

/** A page whose time is up. */
export interface DueTimer {
  readonly code: string;
  readonly pageIndex: number;
  /** No time is up: a live page was finished. */
  readonly finishes: boolean;
}

/** How long whoever took a timer has before somebody else tries. */
const leaseSeconds = 5;

// Text: `for update skip locked`, so that no two processes take the same timer.
const takeQuery = textQuery<{ limit: number }, DueTimer>(
  'timers.take',
  `with due as (
     select participant_id from lab_timer where fire_at <= clock_timestamp() order by fire_at limit $1 for update skip locked)
   update lab_timer t set fire_at = clock_timestamp() + ${leaseSeconds} * interval '1 s'
   from due join lab_participant p on p.id = due.participant_id where t.participant_id = due.participant_id
   returning p.code, t.page_index as "pageIndex", t.finishes`,
  ({ limit }) => [limit],
);

/** Takes timers that are due, the oldest first. They come back after a while unless their page is left. */
export function takeDue(db: Queryable, limit: number): Promise<DueTimer[]> {
  return db.run(takeQuery, { limit });
}

const dropQuery = textQuery<DueTimer, unknown>(
  'timers.drop',
  `delete from lab_timer t using lab_participant p where p.id = t.participant_id and p.code = $1 and t.page_index = $2 and p.page_index <> $2`,
  ({ code, pageIndex }) => [code, pageIndex],
);

/** Forgets the timer of a page that the participant has left. */
export async function drop(db: Queryable, timer: DueTimer): Promise<void> {
  await db.run(dropQuery, timer);
}

const seenQuery = textQuery<{ participant: number; pageIndex: number; inMs: number }, { deadlineMs: number }>(
  'timers.seen',
  `update lab_timer set seen = true, deadline_at = least(deadline_at, now + $3::float8 * interval '1 ms'),
     fire_at = least(fire_at, now + ($3::float8 + ${graceMs}) * interval '1 ms')
   from clock_timestamp() as now where participant_id = $1 and page_index = $2 and not seen
   returning extract(epoch from deadline_at)::float8 * 1000 as "deadlineMs"`,
  ({ participant, pageIndex, inMs }) => [participant, pageIndex, inMs],
);

/** Starts the clock of somebody who has come to look before it started by itself; gives the deadline, or null when it runs already. */
export async function markSeen(db: Queryable, args: { participant: number; pageIndex: number; inMs: number }): Promise<number | null> {
  return (await db.maybeOne(seenQuery, args))?.deadlineMs ?? null;
}
