import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import { dropoutPageMs, graceMs } from '../rules/timeout.ts';

/** Somebody who is gone or is back. */
export interface Marked {
  readonly sessionId: number;
  readonly pageIndex: number;
}

// Text: the mark and the timer that sends their page are one act.
const markQuery = textQuery<{ code: string }, Marked>(
  'dropouts.mark',
  `with marked as (
     update lab_participant p set status = 'dropout', rev = rev + 1 from lab_session s
     where p.code = $1 and p.status <> 'dropout' and s.id = p.session_id and p.page_index <= s.max_page_index
     returning p.id, p.session_id, p.page_index),
   clocked as (
     insert into lab_timer (participant_id, page_index, seen, deadline_at, fire_at)
     select id, page_index, true, now + ${dropoutPageMs - graceMs} * interval '1 ms', now + ${dropoutPageMs} * interval '1 ms' from marked, clock_timestamp() as now
     on conflict (participant_id) do update set page_index = excluded.page_index, seen = true, deadline_at = excluded.deadline_at, fire_at = excluded.fire_at)
   select session_id as "sessionId", page_index as "pageIndex" from marked`,
  ({ code }) => [code],
);

/** Says that somebody no longer takes part; null when that was said before, or they have finished. */
export function mark(db: Queryable, code: string): Promise<Marked | null> {
  return db.maybeOne(markQuery, { code });
}

const clearQuery = textQuery<{ code: string }, Marked>(
  'dropouts.clear',
  `with back as (update lab_participant set status = '', rev = rev + 1 where code = $1 and status = 'dropout' returning id, session_id, page_index),
   unclocked as (delete from lab_timer using back where participant_id = back.id)
   select session_id as "sessionId", page_index as "pageIndex" from back`,
  ({ code }) => [code],
);

/** Somebody takes part again, on the page where they are now; null when they did all the time. */
export function clear(db: Queryable, code: string): Promise<Marked | null> {
  return db.maybeOne(clearQuery, { code });
}

// Text: an upsert.
const absentQuery = textQuery<{ code: string }, unknown>(
  'dropouts.absent',
  `insert into lab_presence (participant_id, seen_at) select id, '-infinity' from lab_participant where code = $1
   on conflict (participant_id) do update set seen_at = excluded.seen_at`,
  ({ code }) => [code],
);

/** Nobody sits before the page, though it is open. */
export async function noteAbsent(db: Queryable, code: string): Promise<void> {
  await db.run(absentQuery, { code });
}

const clockQuery = textQuery<{ participant: number; pageIndex: number; inMs: number }, unknown>(
  'dropouts.clock',
  `insert into lab_timer (participant_id, page_index, seen, deadline_at, fire_at)
   select $1::int, $2::int, true, now + $3::float8 * interval '1 ms', now + ($3::float8 + ${graceMs}) * interval '1 ms' from clock_timestamp() as now
   on conflict (participant_id) do nothing`,
  ({ participant, pageIndex, inMs }) => [participant, pageIndex, inMs],
);

/** Starts the clock of the page for somebody who is back. */
export async function startClock(
  db: Queryable,
  clock: { readonly participant: number; readonly pageIndex: number; readonly inMs: number },
) {
  await db.run(clockQuery, clock);
}
