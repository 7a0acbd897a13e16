import { DatabaseFault } from '#kit/db/database-fault.ts';
import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery, type Query } from '#kit/db/query.ts';
import type { Data, GroupRow, ParticipantRow, PlayerRow, Seat } from '../game/objects/rows.ts';
import type { TableRow } from '../game/objects/table-rows.ts';
import type { Circle } from '../rules/circle.ts';
import { changedParts, changeParts, type ManyChanges } from './changes.ts';
import { recordsSql, type RecordCircle } from './records.ts';
import type { Schema } from './schema.ts';
import { builtOnce, Placeholders } from './statement.ts';
import { groupJson, participantJson, playerJson, seatsSql, sharedSql, type VisitRow } from './visits.ts';

/** What is asked about those who are on a live page together. */
export interface LiveQuestion extends LiveKind {
  /** One of them. */
  readonly participant: number;
  readonly sub: number;
  /** Whose messages are to be handled, and the names that their browsers gave themselves. */
  readonly senders: readonly number[];
  readonly clients: readonly string[];
}

interface LiveKind {
  /** Whose messages wait for each other. */
  readonly scope: 'group' | 'player';
  readonly circle: Circle;
  readonly shared: boolean;
  readonly records: RecordCircle;
}

/** Who is on a live page together, with what was asked for: one snapshot. */
export interface LiveRow {
  readonly sessionId: number;
  readonly group: GroupRow;
  readonly groupRev: number;
  /** When the page last did what it does by itself, by the database's clock. */
  readonly tickedMs: number | null;
  readonly nowMs: number;
  /** In order of their ids in the group; with scope `player` only the one asked about. */
  readonly members: readonly LiveMember[];
  /** Beyond the members. */
  readonly seats: readonly Seat[] | null;
  readonly shared: VisitRow['shared'];
  readonly records: readonly TableRow[] | null;
  /** What came of earlier messages of the senders. */
  readonly clients: readonly ClientResults[] | null;
}

interface LiveMember {
  readonly rev: number;
  readonly isPaused: boolean;
  readonly player: PlayerRow;
  readonly participant: ParticipantRow;
}

/** What came of the messages of one browser: all up to `done` have been answered; those after it by number: null, or why not. */
export interface ClientResults {
  readonly participant: number;
  readonly client: string;
  readonly done: number;
  readonly results: Readonly<Record<string, string | null>>;
}

// Text, because Kysely cannot say that everything comes by one snapshot; a statement for each kind, so that each has its own plan.
const liveQuery = builtOnce(
  ({ scope, circle, shared, records }: LiveKind) => `live.load ${scope} ${circle} ${records} ${shared ? 'shared' : ''}`,
  ({ scope, circle, shared, records }): Query<LiveQuestion, LiveRow> =>
    textQuery(
      `live.load ${scope} ${circle} ${records}`,
      `select who.session_id as "sessionId", ${groupJson} as "group", g.rev as "groupRev",
       extract(epoch from ${scope === 'group' ? 'g.ticked_at' : ownTick})::float8 * 1000 as "tickedMs", extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs",
       (select json_agg(json_build_object('rev', p.rev, 'isPaused', p.is_paused, 'player', ${playerJson}, 'participant', ${participantJson('p')}) order by l.seat)
        from lab_player l join lab_participant p on p.id = l.participant_id
        where ${scope === 'group' ? 'l.group_id = me.group_id' : 'l.participant_id = who.id and l.sub = me.sub'}) as members,
       ${circle === 'self' || (circle === 'members' && scope === 'group') ? 'null' : seatsSql(circle)} as seats,
       ${shared ? sharedSql : 'null'} as shared, ${recordsSql(records)} as records,
       (select json_agg(json_build_object('participant', c.participant_id, 'client', c.client, 'done', c.done, 'results', c.results))
        from lab_live_client c where c.participant_id = any($3::int[]) and c.client = any($4::text[])) as clients
     from lab_participant who join lab_player me on me.participant_id = who.id and me.sub = $2 join lab_group g on g.id = me.group_id
     where who.id = $1`,
      ({ participant, sub, senders, clients }) => [participant, sub, senders, clients],
    ),
);

const ownTick = '(select ticked_at from lab_live_tick where participant_id = who.id)';

/** One trip. Null when there is no such participant any more. */
export function load(db: Queryable, question: LiveQuestion): Promise<LiveRow | null> {
  return db.maybeOne(liveQuery(question), question);
}

/** Everything that handling messages writes. Nothing of it happens unless the group is still as it was when that was worked out. */
export interface LiveSave {
  readonly sessionId: number;
  /** Nobody has written to these meanwhile. In order of their ids. */
  readonly held: readonly { readonly id: number; readonly rev: number }[];
  /** Nor had they to these, when the statement began. */
  readonly watched: readonly { readonly id: number; readonly rev: number }[];
  /** Null with scope `player`. */
  readonly group: { readonly id: number; readonly rev: number; readonly patch: Data; readonly tickedMs: number | null } | null;
  readonly changes: ManyChanges;
  readonly clients: readonly ClientResults[];
  /** With scope `player`: for whom the page has done what it does by itself. */
  readonly ticks: readonly { readonly participant: number; readonly atMs: number }[];
  readonly events: readonly LiveEvent[];
  /** Whose page is to be submitted now. */
  readonly finishers: readonly { readonly participant: number; readonly pageIndex: number }[];
}

/** A message that is kept. */
export interface LiveEvent {
  readonly participant: number;
  readonly pageIndex: number;
  readonly sub: number;
  readonly type: string;
  readonly data: unknown;
  readonly atMs: number;
}

type OwnPart = 'clients' | 'ticks' | 'events' | 'finishers';

/** Whoever handled the messages sends these pages too, at once; this is for the case that they do not come to it. */
const finishSeconds = 2;

const ownParts: Record<OwnPart, (json: string, session: string) => string> = {
  clients: (json) => `insert into lab_live_client as c (participant_id, client, done, results)
    select a.participant, a.client, a.done, a.results from jsonb_to_recordset(${json}) as a(participant int, client text, done int, results jsonb)
    on conflict (participant_id, client) do update set done = excluded.done, results = excluded.results`,
  ticks: (json) => `insert into lab_live_tick (participant_id, ticked_at) select a.participant, to_timestamp(a."atMs" / 1000)
    from jsonb_to_recordset(${json}) as a(participant int, "atMs" float8)
    on conflict (participant_id) do update set ticked_at = excluded.ticked_at`,
  events: (json, session) => `insert into lab_event (session_id, participant_id, page_index, sub, type, data, at)
    select ${session}, a.participant, a."pageIndex", a.sub, a.type, coalesce(a.data, 'null'), to_timestamp(a."atMs" / 1000)
    from jsonb_to_recordset(${json}) as a(participant int, "pageIndex" int, sub int, type text, data jsonb, "atMs" float8)`,
  finishers: (json) => `insert into lab_timer as t (participant_id, page_index, seen, deadline_at, fire_at, finishes)
    select a.participant, a."pageIndex", true, now(), now() + ${finishSeconds} * interval '1 s', true
    from jsonb_to_recordset(${json}) as a(participant int, "pageIndex" int)
    on conflict (participant_id) do update set page_index = excluded.page_index, fire_at = excluded.fire_at, finishes = true
    where t.page_index <= excluded.page_index`,
};

const ownNames = ['clients', 'ticks', 'events', 'finishers'] as const;

interface SaveKind {
  readonly scope: 'group' | 'player';
  readonly changed: ReturnType<typeof changedParts>;
  readonly own: readonly OwnPart[];
  readonly watches: boolean;
}

const nameOf = ({ scope, changed, own, watches }: SaveKind): string =>
  `live.save ${scope} ${[...changed, ...own].join('+')}${watches ? ' watching' : ''}`;

// Text: the statement holds those who must be unchanged, by id and then the group, before it writes; when one has changed, it fails as a whole.
const saveQuery = builtOnce(nameOf, (kind: SaveKind): Query<LiveSave, unknown> => {
  const values = new Placeholders<LiveSave>();
  const session = values.put('int', ({ sessionId }) => sessionId);
  const ids = values.put('int[]', ({ held }) => held.map(({ id }) => id));
  const revs = values.put('int[]', ({ held }) => held.map(({ rev }) => rev));
  const parts = [
    `held as materialized (select id, rev from lab_participant where id = any(${ids}) order by id for no key update)`,
    ...kind.changed.map((name) => {
      const json = values.put('jsonb', ({ changes }) => JSON.stringify(changes[name]));
      return `${name}_written as (${changeParts[name](json, session)})`;
    }),
    ...kind.own.map(
      (name) =>
        `${name}_written as (${ownParts[name](
          values.put('jsonb', (wish) => JSON.stringify(wish[name])),
          session,
        )})`,
    ),
    ...(kind.scope === 'group' ? [bumpPart(values)] : []),
  ];
  const same = `(select count(*) from held join unnest(${ids}, ${revs}) as w(id, rev) using (id, rev)) = cardinality(${ids})`;
  const bumped = kind.scope === 'group' ? '(select count(*) from bumped) = 1' : 'true';
  const watched = kind.watches ? watchedSql(values) : 'true';
  return textQuery(
    nameOf(kind),
    `with ${parts.join(',\n')}\nselect lab_still_so(${same}), lab_still_so(${watched}), lab_still_so(${bumped}), ${session}`,
    values.bind,
  );
});

function watchedSql(values: Placeholders<LiveSave>): string {
  const ids = values.put('int[]', ({ watched }) => watched.map(({ id }) => id));
  const revs = values.put('int[]', ({ watched }) => watched.map(({ rev }) => rev));
  return `(select count(*) from unnest(${ids}, ${revs}) as w(id, rev) join lab_participant p on p.id = w.id and p.rev = w.rev) = cardinality(${ids})`;
}

function bumpPart(values: Placeholders<LiveSave>): string {
  return `bumped as (update lab_group set rev = rev + 1, data = data || ${values.put('jsonb', ({ group }) => JSON.stringify(group?.patch ?? {}))},
      ticked_at = coalesce(to_timestamp(${values.put('float8', ({ group }) => group?.tickedMs ?? null)} / 1000), ticked_at)
    where id = ${values.put('int', ({ group }) => group?.id ?? null)} and rev = ${values.put('int', ({ group }) => group?.rev ?? null)}
      and (select count(*) from held) >= 0 returning id)`;
}

/** The private SQLSTATE of a save whose writer was slower than somebody else. */
const slowerState = 'LB002';

/** One trip. False when somebody else was faster: load again. */
export async function keep(db: Queryable, wish: LiveSave): Promise<boolean> {
  const own = ownNames.filter((name) => wish[name].length > 0);
  const kind = {
    scope: wish.group ? 'group' : 'player',
    changed: changedParts(wish.changes),
    own,
    watches: wish.watched.length > 0,
  } as const;
  try {
    await db.run(saveQuery(kind), wish);
    return true;
  } catch (error) {
    if (error instanceof DatabaseFault && error.sqlState === slowerState) return false;
    throw error;
  }
}

const revsQuery = compiled<Schema>()('live.revs', (db, args: { groups: readonly number[] }) =>
  db
    .selectFrom('lab_group')
    .select(['id', 'rev'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(args.groups))))
    .limit(10_000),
);

/** How far these groups are. */
export function revsOf(db: Queryable, groups: readonly number[]): Promise<{ id: number; rev: number }[]> {
  return db.run(revsQuery, { groups });
}
