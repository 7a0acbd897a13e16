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
  /** The counter of which page: where the participant is, or the next. */
  readonly counter: 'here' | 'next' | 'none';
  /** With the clock of the page. */
  readonly clock: boolean;
  /** With what was typed on the page and not sent. */
  readonly draft: boolean;
  /** With the gates that are open. */
  readonly gates: boolean;
  /** With what the end says beside what was earned. */
  readonly end: boolean;
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
  /** The session is paused. */
  readonly isPaused: boolean;
  /** What the organiser tells the participant. */
  readonly notice: string | null;
  /** What was typed on the page and not sent, when asked. */
  readonly draft: Readonly<Record<string, unknown>> | null;
  /** The pages of the gates that are open, when asked. */
  readonly gates: readonly number[] | null;
  /** Where the session's people come from, as it is stored, and payments put right by hand; when asked. */
  readonly end: { readonly recruit: unknown; readonly adjustments: readonly EndAdjustment[] } | null;
  /** How many are at the same page and there, and whether the participant is; when asked. */
  readonly crowd: { readonly people: number; readonly isPresent: boolean } | null;
  /** The callback of that wait page threw. */
  readonly hasFailed: boolean;
  /** That meeting has taken place. */
  readonly isOver: boolean;
  /** When the participant came to this page. */
  readonly arrivedMs: number | null;
  /** Of the last page that was sent; only with `counter` here. */
  readonly lastIntent: string | null;
}

/** A payment put right by hand, in real money. */
export interface EndAdjustment {
  readonly amount: number;
  readonly reason: string;
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

const draftSql = `(select answers from lab_draft d where d.participant_id = who.id and d.page_index = who.page_index)`;
const gatesSql = `(select coalesce(json_agg(page_index), '[]') from lab_gate where session_id = who.session_id)`;

const endSql = `json_build_object('recruit', (select recruit from lab_session s where s.id = who.session_id),
  'adjustments', (select coalesce(json_agg(json_build_object('amount', amount, 'reason', reason) order by id), '[]')
    from lab_adjustment a where a.participant_id = who.id))`;

type VisitKind = Omit<VisitQuestion, 'code'>;

// Text, because Kysely cannot say that everything comes by one snapshot; a statement for each kind, so that each has its own plan. One
// column, because the driver reads a description of each column with each answer.
const visitQuery = builtOnce(
  (kind: VisitKind) => JSON.stringify(kind),
  ({ circle, shared, records, counter, clock, ...extras }): Query<{ code: string }, { visit: RawVisit }> =>
    textQuery(
      `visits.load ${circle} ${records}`,
      `select json_build_object('sessionId', who.session_id, 'participant', ${participantJson('who')},
       'group', ${groupJson}, 'place', me.seat, 'playerPayoff', me.payoff, 'playerData', me.data,
       'pageIndex', who.page_index, 'sub', who.sub, 'rev', who.rev, 'nowMs', ${msSql('clock_timestamp()')}, 'arrivedMs', ${msSql('who.last_page_at')},
       ${clock ? clockFields : noClockFields}, ${counter === 'none' ? noCounterFields : counterFields},
       'lastIntent', ${counter === 'here' ? lastIntentSql : 'null'}, 'seats', ${seatsSql(circle)},
       'isPaused', who.is_paused, 'notice', who.notice, ${extraFields(extras)}, 'shared', ${shared ? sharedSql : 'null'}, 'records', ${recordsSql(records)}) as visit
     from lab_participant who
       join lab_player me on me.participant_id = who.id and me.sub = who.sub
       join lab_group g on g.id = me.group_id
       ${clock ? clockJoin : ''} ${counter === 'none' ? '' : counterJoin(counter)}
     where who.code = $1`,
      ({ code }) => [code],
    ),
);

function extraFields({ crowd, draft, gates, end }: Pick<VisitKind, 'crowd' | 'draft' | 'gates' | 'end'>): string {
  const fields = { draft: draft && draftSql, gates: gates && gatesSql, end: end && endSql, crowd: crowd && crowdSql };
  return Object.entries(fields)
    .map(([name, sql]) => `'${name}', ${sql || 'null'}`)
    .join(', ');
}

/** A moment in milliseconds since 1970. */
function msSql(moment: string): string {
  return `extract(epoch from ${moment})::float8 * 1000`;
}

const clockJoin = 'left join lab_timer t on t.participant_id = who.id and t.page_index = who.page_index';
const clockFields = `'deadlineMs', ${msSql('t.deadline_at')}, 'isClockSeen', t.seen`;
const noClockFields = `'deadlineMs', null, 'isClockSeen', null`;

function counterJoin(counter: 'here' | 'next'): string {
  const page = counter === 'here' ? 'who.page_index' : 'who.page_index + 1';
  return `left join lab_wait w on w.session_id = who.session_id and w.page_index = ${page} and w.group_id in (me.group_id, 0)`;
}
const counterFields = `'missing', w.missing, 'hasFailed', w.failed_at is not null, 'isOver', w.completed_at is not null`;
const noCounterFields = `'missing', null, 'hasFailed', false, 'isOver', false`;

/** One trip, one snapshot. Null when nobody has this code. */
export async function load(db: Queryable, { code, ...kind }: VisitQuestion): Promise<VisitRow | null> {
  const found = await db.maybeOne(visitQuery(kind), { code });
  if (!found) return null;
  const { visit: row } = found;
  const { participant, group, place, playerPayoff, playerData, seats, records, isClockSeen, ...rest } = row;
  const player = { participant: participant.id, sub: row.sub, group: group.id, seat: place, payoff: playerPayoff, data: playerData };
  return { ...rest, seat: { player, participant, group }, seats: seats ?? [], records: records ?? [], isClockSeen: isClockSeen ?? true };
}
