import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Data } from '../game/objects/rows.ts';

/** The groups of a round, in place of those that were. */
export interface NewGroups {
  readonly sessionId: number;
  readonly sub: number;
  /** The participants' ids in order of their player ids. */
  readonly groups: readonly { readonly number: number; readonly members: readonly number[]; readonly data: Data }[];
}

type Round = Pick<NewGroups, 'sessionId' | 'sub'>;

// Text: three statements, because the numbers of old and new groups would meet.
const asideQuery = textQuery<Round, unknown>(
  'groups.aside',
  'update lab_group set number = -number where session_id = $1 and sub = $2',
  ({ sessionId, sub }) => [sessionId, sub],
);
const makeQuery = textQuery<NewGroups, unknown>(
  'groups.make',
  `with wish as (select w.number, w.members, w.data from jsonb_to_recordset($3::jsonb) as w(number int, members int[], data jsonb)),
  made as (
    insert into lab_group (session_id, sub, number, size, data)
    select $1::int, $2::int, number, cardinality(members), data from wish returning id, number)
  update lab_player l set group_id = made.id, seat = m.seat
  from made join wish using (number), unnest(wish.members) with ordinality as m(id, seat) where l.participant_id = m.id and l.sub = $2::int`,
  ({ sessionId, sub, groups }) => [sessionId, sub, JSON.stringify(groups)],
);
const dropQuery = textQuery<Round, unknown>(
  'groups.drop',
  'delete from lab_group where session_id = $1 and sub = $2 and number <= 0',
  ({ sessionId, sub }) => [sessionId, sub],
);

/** Queues the new groups of a round. The transaction holds everybody. */
export function replace(tx: Transaction, groups: NewGroups): void {
  tx.queue(asideQuery, groups);
  tx.queue(makeQuery, groups);
  tx.queue(dropQuery, groups);
}

// Text: a join over the groups that have met.
const metQuery = textQuery<{ sessionId: number; subs: readonly number[] }, { sub: number }>(
  'groups.met',
  `select g.sub from lab_wait w join lab_group g on g.id = w.group_id where w.session_id = $1 and g.sub = any($2::int[]) limit 1`,
  ({ sessionId, subs }) => [sessionId, subs],
);

/** A round of these in which somebody has come to a wait page of their group, or null. */
export async function roundThatMet(
  db: Queryable,
  rounds: { readonly sessionId: number; readonly subs: readonly number[] },
): Promise<number | null> {
  return (await db.maybeOne(metQuery, rounds))?.sub ?? null;
}
