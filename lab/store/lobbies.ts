import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { textQuery, type Query } from '#kit/db/query.ts';
import type { Data, Seat } from '../game/objects/rows.ts';
import { awayAfterMs } from '../rules/presence.ts';
import { groupJson, participantJson, playerJson } from './visits.ts';

/** How often a match page is looked at when nobody comes; lab specification, 2.10 G3. */
export const lookAgainSeconds = 10;

/** A match page of a session. */
export interface LobbyPlace {
  readonly sessionId: number;
  readonly page: number;
  /** The round whose groups are made. */
  readonly sub: number;
}

/** Who comes to a lobby: the page after the one where they are, unless it is said. */
export interface Comer {
  readonly code: string;
  readonly page: number | null;
  readonly sub: number | null;
}

/** Somebody at a match page, or on the way there. */
export interface Waiter {
  readonly seat: Seat;
  /** The match page. */
  readonly page: number;
  /** By the database's clock. */
  readonly nowMs: number;
  /** Since when they stand in the line. */
  readonly sinceMs: number;
  readonly isPresent: boolean;
  /** In a group whose callback threw. */
  readonly isGrouped: boolean;
  /** The last time, whoever decides who plays together threw. */
  readonly hasFailed: boolean;
}

/** The advisory locks of lobbies. */
const lockClass = 7_106_402;

// Text: who makes groups of people who come is alone in the session until the transaction ends.
const lockOfComerQuery = textQuery<Pick<Comer, 'code'>, unknown>(
  'lobbies.lockOfComer',
  `select pg_advisory_xact_lock(${lockClass}, session_id) from lab_participant where code = $1`,
  ({ code }) => [code],
);
const lockQuery = textQuery<Pick<LobbyPlace, 'sessionId'>, unknown>(
  'lobbies.lock',
  `select pg_advisory_xact_lock(${lockClass}, $1::int)`,
  ({ sessionId }) => [sessionId],
);

function waitersQuery<Args>(label: string, place: string, bind: (args: Args) => unknown[]): Query<Args, Waiter> {
  return textQuery(
    label,
    `with place as (${place})
     select json_build_object('player', ${playerJson}, 'participant', ${participantJson('p')}, 'group', ${groupJson}) as seat,
       place.page, extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs",
       extract(epoch from greatest(p.last_page_at, pr.back_at))::float8 * 1000 as "sinceMs",
       coalesce(pr.seen_at > clock_timestamp() - ${awayAfterMs} * interval '1 ms', true) and not p.is_paused as "isPresent",
       exists(select from lab_wait w where w.session_id = p.session_id and w.page_index = p.page_index and w.group_id = l.group_id) as "isGrouped",
       exists(select from lab_wait w where w.session_id = p.session_id and w.page_index = place.page and w.group_id = 0) as "hasFailed"
     from place join lab_participant p on p.session_id = place.session_id and (p.page_index = place.page or p.id = place.me)
       join lab_player l on l.participant_id = p.id and l.sub = place.sub join lab_group g on g.id = l.group_id
       left join lab_presence pr on pr.participant_id = p.id
     order by p.id for no key update of p`,
    bind,
  );
}

// Text: holds the people by id, and reads them as they are then.
const waitersForComerQuery = waitersQuery<Comer>(
  'lobbies.waitersForComer',
  `select id as me, session_id, coalesce($2::int, page_index + 1) as page, coalesce($3::int, sub + 1) as sub from lab_participant where code = $1`,
  ({ code, page, sub }) => [code, page, sub],
);
const waitersAtQuery = waitersQuery<LobbyPlace>(
  'lobbies.waiters',
  `select 0 as me, $1::int as session_id, $2::int as page, $3::int as sub`,
  ({ sessionId, page, sub }) => [sessionId, page, sub],
);

/** Holds the lobbies of the session, before anybody's row: so no two who make groups wait for each other. */
export function hold(tx: Transaction, session: Pick<Comer, 'code'> | Pick<LobbyPlace, 'sessionId'>): void {
  if ('code' in session) tx.queue(lockOfComerQuery, session);
  else tx.queue(lockQuery, session);
}

/** Holds everybody at a match page, and the comer, by id; and gives them. */
export function waitersFor(tx: Queryable, comer: Comer): Promise<Waiter[]> {
  return tx.run(waitersForComerQuery, comer);
}

/** Holds everybody at a match page by id, and gives them. */
export function waitersAt(tx: Queryable, place: LobbyPlace): Promise<Waiter[]> {
  return tx.run(waitersAtQuery, place);
}

export interface GroupsToMake extends LobbyPlace {
  /** The last round of the game: the groups stay together. */
  readonly lastSub: number;
  /** The participants' ids in order of their player ids. */
  readonly groups: readonly { readonly members: readonly number[]; readonly data: Data }[];
}

// Text: groups of several rounds, who is in them, the former groups and the record of the meeting are one act.
const makeQuery = textQuery<GroupsToMake, unknown>(
  'lobbies.make',
  `with wish as (select w.n, w.members, w.data from jsonb_to_recordset($5::jsonb) as w(n int, members int[], data jsonb)),
  base as (
    select s.sub, coalesce((select max(number) from lab_group g where g.session_id = $1 and g.sub = s.sub), 0) as number
    from generate_series($3::int, $4::int) as s(sub)),
  made as (
    insert into lab_group (session_id, sub, number, size, data)
    select $1, base.sub, base.number + wish.n, cardinality(wish.members), wish.data from wish, base returning id, sub, number, size),
  former as (
    select l.group_id, count(*)::int as n from wish, unnest(wish.members) as m(id) join lab_player l on l.participant_id = m.id
    where l.sub between $3 and $4 group by 1),
  seated as (
    update lab_player l set group_id = made.id, seat = m.seat
    from made join base on base.sub = made.sub join wish on wish.n = made.number - base.number, unnest(wish.members) with ordinality as m(id, seat)
    where l.participant_id = m.id and l.sub = made.sub),
  smaller as (update lab_group g set size = g.size - former.n from former where g.id = former.group_id and g.size > former.n),
  gone as (delete from lab_group g using former where g.id = former.group_id and g.size <= former.n),
  met as (
    insert into lab_wait (session_id, page_index, group_id, missing, waiting) select $1, $2, id, 0, size from made where sub = $3)
  select 1`,
  ({ sessionId, page, sub, lastSub, groups }) => [
    sessionId,
    page,
    sub,
    lastSub,
    JSON.stringify(groups.map(({ members, data }, at) => ({ n: at + 1, members, data }))),
  ],
);

/** Puts people into new groups, in this round and all later ones of the game. Former groups that are empty now go. */
export function makeGroups(tx: Transaction, wish: GroupsToMake): void {
  tx.queue(makeQuery, wish);
}

// Text: the field is a key of JSON.
const valuesQuery = textQuery<LobbyPlace & { readonly field: string }, { value: string; count: number }>(
  'lobbies.values',
  `select data->>$3 as value, count(*)::int as count from lab_group
   where session_id = $1 and sub = $2 and number > 0 and data->>$3 is not null group by 1`,
  ({ sessionId, sub, field }) => [sessionId, sub, field],
);

/** How many groups of the round have each value of a field. */
export async function groupsByValue(tx: Queryable, place: LobbyPlace, field: string): Promise<Map<string, number>> {
  const rows = await tx.run(valuesQuery, { ...place, field });
  return new Map(rows.map(({ value, count }) => [value, count]));
}

type LobbyPage = Pick<LobbyPlace, 'sessionId' | 'page'>;

// Text: an upsert.
const callQuery = textQuery<LobbyPage, unknown>(
  'lobbies.call',
  `insert into lab_lobby (session_id, page_index, look_at) values ($1, $2, clock_timestamp())
   on conflict (session_id, page_index) do update set look_at = excluded.look_at`,
  ({ sessionId, page }) => [sessionId, page],
);

/** Somebody looks at the lobby soon after the transaction: people came to it other than by themselves. */
export function callForLook(tx: Transaction, lobby: LobbyPage): void {
  tx.queue(callQuery, lobby);
}

// Text: the database's own clock.
const lookInQuery = textQuery<LobbyPage & { readonly inMs: number }, unknown>(
  'lobbies.lookIn',
  `update lab_lobby set look_at = clock_timestamp() + $3::float8 * interval '1 ms'
   where session_id = $1 and page_index = $2 and look_at > clock_timestamp() + $3::float8 * interval '1 ms'`,
  ({ sessionId, page, inMs }) => [sessionId, page, inMs],
);

/** Somebody looks at the lobby after so long at the latest. */
export async function lookIn(db: Queryable, wish: LobbyPage & { readonly inMs: number }): Promise<void> {
  await db.run(lookInQuery, wish);
}

// Text: `for update skip locked`, so that no two processes look at the same lobby.
const takeQuery = textQuery<unknown, LobbyPage>(
  'lobbies.take',
  `with due as (select session_id, page_index from lab_lobby where look_at <= clock_timestamp() order by look_at limit 50 for update skip locked)
   update lab_lobby l set look_at = clock_timestamp() + ${lookAgainSeconds} * interval '1 s'
   from due where l.session_id = due.session_id and l.page_index = due.page_index
   returning l.session_id as "sessionId", l.page_index as page`,
  () => [],
);

/** Lobbies that are to be looked at; the next look is in a while. */
export function takeDue(db: Queryable): Promise<LobbyPage[]> {
  return db.run(takeQuery, {});
}

const closeQuery = textQuery<LobbyPage, unknown>(
  'lobbies.close',
  'delete from lab_lobby where session_id = $1 and page_index = $2 and look_at > clock_timestamp()', // unless somebody calls meanwhile
  ({ sessionId, page }) => [sessionId, page],
);

/** Nobody is there: nobody looks any more until somebody comes. */
export function close(tx: Transaction, lobby: LobbyPage): void {
  tx.queue(closeQuery, lobby);
}

// Text: an upsert; group 0 stands for everybody at the page.
const failQuery = textQuery<LobbyPage & { readonly fault: string }, unknown>(
  'lobbies.fail',
  `insert into lab_wait (session_id, page_index, group_id, missing, waiting, failed_at, fault) values ($1, $2, 0, 0, 0, clock_timestamp(), $3)
   on conflict (session_id, page_index, group_id) do update set failed_at = excluded.failed_at, fault = excluded.fault`,
  ({ sessionId, page, fault }) => [sessionId, page, fault.slice(0, 500)],
);

/** Queues the mark of a lobby where whoever decides who plays together threw. */
export function fail(tx: Transaction, lobby: LobbyPage, fault: string): void {
  tx.queue(failQuery, { ...lobby, fault });
}

const mendQuery = textQuery<LobbyPage, unknown>(
  'lobbies.mend',
  'delete from lab_wait where session_id = $1 and page_index = $2 and group_id = 0',
  ({ sessionId, page }) => [sessionId, page],
);

/** Takes the mark away. */
export function mend(tx: Transaction, lobby: LobbyPage): void {
  tx.queue(mendQuery, lobby);
}
