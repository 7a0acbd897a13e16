import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Data } from '../game/objects/rows.ts';
import { insertMany, reserveIds } from './bulk.ts';

/** A group as it stands in a running session. */
export interface StandingGroup {
  readonly id: number;
  readonly sub: number;
  readonly number: number;
}

const groupsQuery = textQuery<{ sessionId: number }, StandingGroup>(
  'moreSeats.groups',
  'select id, sub, number from lab_group where session_id = $1 order by sub, number limit 1000000',
  ({ sessionId }) => [sessionId],
);

const headcountQuery = textQuery<{ sessionId: number }, { people: number }>(
  'moreSeats.headcount',
  'select num_participants as people from lab_session where id = $1',
  ({ sessionId }) => [sessionId],
);

/** How many seats a session has and how its people are grouped; null when it is gone. Whoever asks holds the session. */
export async function standing(
  tx: Queryable,
  sessionId: number,
): Promise<{ readonly people: number; readonly groups: readonly StandingGroup[] } | null> {
  const [head, groups] = await Promise.all([tx.maybeOne(headcountQuery, { sessionId }), tx.run(groupsQuery, { sessionId })]);
  return head && { people: head.people, groups };
}

/** More seats of a session. Players name a participant by number, and a group by its place among the new ones or its id. */
export interface MoreSeats {
  readonly sessionId: number;
  readonly participants: readonly {
    readonly number: number;
    readonly code: string;
    readonly payoff: number;
    readonly status: string;
    readonly data: Data;
  }[];
  readonly groups: readonly { readonly sub: number; readonly number: number; readonly size: number; readonly data: Data }[];
  readonly players: readonly {
    readonly participant: number;
    readonly group: NewOrStanding;
    readonly sub: number;
    readonly seat: number;
    readonly payoff: number;
    readonly data: Data;
  }[];
  /** Standing groups that all of them join, by id. */
  readonly joined: readonly number[];
  /** Wait pages at which everybody meets. */
  readonly meetings: readonly number[];
}

type NewOrStanding = { readonly place: number } | { readonly id: number };

const inserts = {
  participants: insertMany('lab_participant', ['id', 'session_id', 'number', 'code', 'payoff', 'status', 'data']),
  groups: insertMany('lab_group', ['id', 'session_id', 'sub', 'number', 'size', 'data']),
  players: insertMany('lab_player', ['participant_id', 'group_id', 'sub', 'seat', 'payoff', 'data']),
};

type Growth = Pick<MoreSeats, 'sessionId' | 'joined' | 'meetings'> & { readonly by: number; readonly ids: readonly number[] };

// Text: several tables that say how many there are, in one act. Whoever has read fewer people reads again: their `rev` has risen.
const growQuery = textQuery<Growth, unknown>(
  'moreSeats.grow',
  `with larger as (update lab_group set size = size + $2::int where id = any($3::int[])),
   waited as (update lab_wait set missing = missing + $2::int where session_id = $1::int and completed_at is null
     and (group_id = any($3::int[]) or group_id = 0 and page_index = any($4::int[]))),
   told as (update lab_participant p set rev = rev + 1 where session_id = $1::int and not id = any($5::int[]))
   update lab_session set num_participants = num_participants + $2::int where id = $1::int`,
  ({ sessionId, by, joined, meetings, ids }) => [sessionId, by, joined, meetings, ids],
);

// Text: a pause counts for those too who come during it.
const pauseQuery = textQuery<{ sessionId: number }, unknown>(
  'moreSeats.pause',
  `update lab_participant set is_paused = true where session_id = $1 and not is_paused
     and exists (select from lab_participant where session_id = $1 and is_paused)`,
  ({ sessionId }) => [sessionId],
);

/** Adds them. The transaction holds the session. */
export async function insertSeats(tx: Transaction, wish: MoreSeats): Promise<void> {
  const { sessionId, participants, groups, players, joined, meetings } = wish;
  const [participantIds, groupIds] = await Promise.all([
    reserveIds(tx, 'lab_participant', participants.length),
    reserveIds(tx, 'lab_group', groups.length),
  ]);
  const idOf = new Map(participants.map(({ number }, at) => [number, participantIds[at]]));
  tx.queue(inserts.participants, { rows: participants.map((row) => ({ ...row, session_id: sessionId, id: idOf.get(row.number) })) });
  tx.queue(inserts.groups, { rows: groups.map((row, at) => ({ ...row, session_id: sessionId, id: groupIds[at] })) });
  tx.queue(inserts.players, {
    rows: players.map(({ participant, group, ...row }) => ({
      ...row,
      participant_id: idOf.get(participant),
      group_id: 'id' in group ? group.id : groupIds[group.place],
    })),
  });
  tx.queue(growQuery, { sessionId, by: participants.length, joined, meetings, ids: participantIds });
  tx.queue(pauseQuery, { sessionId });
}
