import type { Queryable } from '#kit/db/connect.ts';
import { textQuery, type Query } from '#kit/db/query.ts';
import type { ParticipantRow, Seat, SessionRow, SubsessionRow } from '../game/objects/rows.ts';
import type { Circle } from '../rules/circle.ts';
import type { TableRow } from '../game/objects/table-rows.ts';
import { awayAfterMs } from '../rules/presence.ts';
import { recordsSql, type RecordCircle } from './records.ts';
import { builtOnce } from './statement.ts';

/** What is asked about a participant. */
export interface VisitQuestion {
  readonly code: string;
  readonly circle: Circle;
  /** With the fields of the session and its subsessions. */
  readonly shared: boolean;
  readonly records: RecordCircle;
  /** The counter of which page, from the participant's own: 0 this one, 1 the next. */
  readonly counter: 0 | 1;
  /** With how many people are at the same page. */
  readonly crowd: boolean;
}

/** A participant where they are, with what was asked for. */
export interface VisitRow {
  readonly sessionId: number;
  readonly seat: Seat;
  readonly seats: readonly Seat[];
  readonly shared: { readonly session: SessionRow; readonly subsessions: readonly SubsessionRow[] } | null;
  /** Rows of the games' tables. */
  readonly records: readonly TableRow[];
  readonly pageIndex: number;
  readonly sub: number;
  readonly rev: number;
  /** By the database's clock. */
  readonly nowMs: number;
  /** Null when the page has no clock. */
  readonly deadlineMs: number | null;
  /** Whether anybody has looked at the page since its clock started. */
  readonly isClockSeen: boolean;
  /** Who is missing at the wait page asked about; null when nobody has come there yet. */
  readonly missing: number | null;
  /** How many are at the same page and there, and whether the participant is; when asked. */
  readonly crowd: { readonly people: number; readonly isPresent: boolean } | null;
  /** The callback of that wait page threw. */
  readonly hasFailed: boolean;
  /** When the participant came to this page. */
  readonly arrivedMs: number | null;
  /** Of the last page that was sent; only with `counter` 0. */
  readonly lastIntent: string | null;
}

interface RawVisit extends Omit<VisitRow, 'seat' | 'seats' | 'records' | 'isClockSeen'> {
  readonly participant: ParticipantRow;
  readonly group: Seat['group'];
  readonly place: number;
  readonly playerPayoff: number;
  readonly playerData: Seat['player']['data'];
  readonly seats: readonly Seat[] | null;
  readonly records: readonly TableRow[] | null;
  readonly isClockSeen: boolean | null;
}

/** A participant as `ParticipantRow` of game/objects/rows.ts; `who`, `p`: the table's name in the statement. */
export const participantJson = (
  p: 'who' | 'p',
): string => `json_build_object('id', ${p}.id, 'code', ${p}.code, 'number', ${p}.number, 'pageIndex', ${p}.page_index,
  'label', ${p}.label, 'payoff', ${p}.payoff, 'status', ${p}.status, 'isBot', ${p}.is_bot, 'vars', ${p}.vars, 'data', ${p}.data)`;
export const groupJson = `json_build_object('id', g.id, 'sub', g.sub, 'number', g.number, 'size', g.size, 'data', g.data)`;
export const playerJson = `json_build_object('participant', l.participant_id, 'sub', l.sub, 'group', l.group_id, 'seat', l.seat,
  'payoff', l.payoff, 'data', l.data)`;

/** Of the player `me` and the participant `who`. */
const circleConditions: Record<Exclude<Circle, 'self'>, string> = {
  members: 'l.group_id = me.group_id',
  own: 'l.participant_id = who.id',
  team: 'l.participant_id in (select participant_id from lab_player m where m.group_id = me.group_id)',
  everyone: 'p.session_id = who.session_id and l.sub = who.sub',
  all: 'p.session_id = who.session_id',
};

export function seatsSql(circle: Circle): string {
  if (circle === 'self') return 'null';
  return `(select json_agg(json_build_object('player', ${playerJson}, 'participant', ${participantJson('p')}, 'group', ${groupJson}))
    from lab_player l join lab_participant p on p.id = l.participant_id join lab_group g on g.id = l.group_id
    where ${circleConditions[circle]})`;
}

export const sharedSql = `(select json_build_object('session', json_build_object('label', s.label, 'vars', s.vars, 'data', s.data),
  'subsessions', (select json_agg(json_build_object('sub', b.sub, 'data', b.data)) from lab_subsession b where b.session_id = s.id))
  from lab_session s where s.id = who.session_id)`;

const lastIntentSql = `(select intent from lab_page_time where participant_id = who.id and intent is not null order by page_index desc limit 1)`;

const isPresentSql = `coalesce(pr.seen_at > clock_timestamp() - ${awayAfterMs} * interval '1 ms', true)`;
const crowdSql = `(select json_build_object('people', count(*) filter (where ${isPresentSql}), 'isPresent', bool_or(p.id = who.id and ${isPresentSql}))
  from lab_participant p left join lab_presence pr on pr.participant_id = p.id
  where p.session_id = who.session_id and p.page_index = who.page_index)`;

type VisitKind = Omit<VisitQuestion, 'code'>;

// Text, because Kysely cannot say that everything comes by one snapshot; a statement for each kind, so that each has its own plan.
const visitQuery = builtOnce(
  ({ circle, shared, records, counter, crowd }: VisitKind) =>
    `visits.load ${circle} ${records} ${shared ? 'shared' : ''} ${counter} ${crowd ? 'crowd' : ''}`,
  ({ circle, shared, records, counter, crowd }): Query<{ code: string }, RawVisit> =>
    textQuery(
      `visits.load ${circle} ${records}`,
      `select who.session_id as "sessionId", ${participantJson('who')} as participant,
       ${groupJson} as "group", me.seat as place, me.payoff::float8 as "playerPayoff", me.data as "playerData",
       who.page_index as "pageIndex", who.sub, who.rev,
       extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs", extract(epoch from t.deadline_at)::float8 * 1000 as "deadlineMs",
       t.seen as "isClockSeen", w.missing, coalesce(w.failed_at is not null, false) as "hasFailed", extract(epoch from who.last_page_at)::float8 * 1000 as "arrivedMs",
       ${counter === 0 ? lastIntentSql : 'null'} as "lastIntent",
       ${seatsSql(circle)} as seats, ${crowd ? crowdSql : 'null'} as crowd, ${shared ? sharedSql : 'null'} as shared, ${recordsSql(records)} as records
     from lab_participant who
       join lab_player me on me.participant_id = who.id and me.sub = who.sub
       join lab_group g on g.id = me.group_id
       left join lab_timer t on t.participant_id = who.id and t.page_index = who.page_index
       left join lab_wait w on w.session_id = who.session_id and w.page_index = who.page_index + ${counter}
         and w.group_id in (me.group_id, 0)
     where who.code = $1`,
      ({ code }) => [code],
    ),
);

/** One trip, one snapshot. Null when nobody has this code. */
export async function load(db: Queryable, { code, ...kind }: VisitQuestion): Promise<VisitRow | null> {
  const row = await db.maybeOne(visitQuery(kind), { code });
  if (!row) return null;
  const { participant, group, place, playerPayoff, playerData, seats, records, isClockSeen, ...rest } = row;
  const player = { participant: participant.id, sub: row.sub, group: group.id, seat: place, payoff: playerPayoff, data: playerData };
  return { ...rest, seat: { player, participant, group }, seats: seats ?? [], records: records ?? [], isClockSeen: isClockSeen ?? true };
}
