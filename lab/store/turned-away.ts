import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { TurnedAway } from '../rules/recruit.ts';

/** More labels than this are not remembered, whoever makes them up. */
const mostLabels = 10_000;

// Text: an upsert that ends at a bound.
const addQuery = textQuery<{ sessionId: number; label: string | null }, unknown>(
  'turnedAway.add',
  `insert into lab_turned_away (session_id, label)
   select $1, coalesce($2::text, '') where (select count(*) from lab_turned_away where session_id = $1) < ${mostLabels}
   on conflict (session_id, label) do update set times = lab_turned_away.times + 1, last_at = clock_timestamp()`,
  ({ sessionId, label }) => [sessionId, label],
);

/** Somebody found no seat. */
export async function addTurnedAway(db: Queryable, args: { readonly sessionId: number; readonly label: string | null }): Promise<void> {
  await db.run(addQuery, args);
}

const listQuery = textQuery<{ sessionId: number }, TurnedAway>(
  'turnedAway.list',
  `select nullif(label, '') as label, times, first_at as "firstAt" from lab_turned_away t
   where session_id = $1 and not exists (select from lab_participant p where p.session_id = $1 and p.label = t.label)
   order by first_at limit 1000`,
  ({ sessionId }) => [sessionId],
);

/** Who came to a session that was full and has no seat since, in the order they came. */
export function turnedAway(db: Queryable, sessionId: number): Promise<TurnedAway[]> {
  return db.run(listQuery, { sessionId });
}
