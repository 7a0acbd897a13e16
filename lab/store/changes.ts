import type { Transaction } from '#kit/db/connect.ts';
import { textQuery, type Query } from '#kit/db/query.ts';
import { livePayload, liveChannelName } from '#kit/live/postgres.ts';
import type { Data } from '../game/objects/rows.ts';
import { graceMs } from '../rules/timeout.ts';
import type { MeetingCount, PersonChange } from './saves.ts';
import { recordParts, type RecordChanges } from './records.ts';
import { builtOnce, Placeholders } from './statement.ts';

/** What author code wrote to several people at once, and where they go. The transaction holds all of them. */
export interface ManyChanges extends RecordChanges {
  readonly sessionId: number;
  /** Everybody any of whose rows changes: their `rev` rises. */
  readonly people: readonly (PersonChange & { readonly id: number })[];
  readonly players: readonly { readonly participant: number; readonly sub: number; readonly patch: Data; readonly payoff: number | null }[];
  readonly groups: readonly { readonly id: number; readonly patch: Data }[];
  readonly subsessions: readonly { readonly sub: number; readonly patch: Data }[];
  readonly session: Data | null;
}

type Part = Exclude<keyof ManyChanges, 'sessionId'>;

/** Statements that write one kind of changes, given as JSON; `session`: the session's id. */
export const changeParts: Record<Part, (json: string, session: string) => string> = {
  people: (json) => `update lab_participant p set rev = p.rev + 1, data = p.data || a.patch,
    payoff = coalesce(a."payoffTo", p.payoff) + a."payoffBy", label = coalesce(a.label, p.label), status = coalesce(a.status, p.status)
    from jsonb_to_recordset(${json}) as a(id int, patch jsonb, "payoffTo" numeric, "payoffBy" numeric, label text, status text) where p.id = a.id`,
  players: (json) => `update lab_player l set data = l.data || a.patch, payoff = coalesce(a.payoff, l.payoff)
    from jsonb_to_recordset(${json}) as a(participant int, sub int, patch jsonb, payoff numeric) where l.participant_id = a.participant and l.sub = a.sub`,
  groups: (json) =>
    `update lab_group g set data = g.data || a.patch, rev = g.rev + 1 from jsonb_to_recordset(${json}) as a(id int, patch jsonb) where g.id = a.id`,
  subsessions: (json, session) => `update lab_subsession b set data = b.data || a.patch
    from jsonb_to_recordset(${json}) as a(sub int, patch jsonb) where b.session_id = ${session} and b.sub = a.sub`,
  session: (json, session) => `update lab_session s set data = s.data || ${json} where s.id = ${session}`,
  ...recordParts,
};

// Text: one statement for all that changed, whatever it is.
const manyQuery = builtOnce(
  (kinds: readonly Part[]) => kinds.join('+'),
  (kinds): Query<ManyChanges, unknown> => {
    const values = new Placeholders<ManyChanges>();
    const session = values.put('int', ({ sessionId }) => sessionId);
    const written = kinds.map((kind) => {
      const json = values.put('jsonb', (changes) => JSON.stringify(changes[kind]));
      return `${kind}_written as (${changeParts[kind](json, session)})`;
    });
    return textQuery(`changes.many ${kinds.join('+')}`, `with ${written.join(',\n')} select ${session}`, values.bind);
  },
);

const partNames = ['people', 'players', 'groups', 'subsessions', 'session', 'added', 'altered', 'removed'] as const;

/** What is changed at all. */
export function changedParts(changes: ManyChanges): Part[] {
  return partNames.filter((kind) => !isEmpty(changes[kind]));
}

/** Queues everything that was written; nothing when nothing was. */
export function write(tx: Transaction, changes: ManyChanges): void {
  const kinds = changedParts(changes);
  if (kinds.length > 0) tx.queue(manyQuery(kinds), changes);
}

function isEmpty(part: readonly unknown[] | Data | null): boolean {
  return part === null || Object.keys(part).length === 0;
}

/** Somebody who leaves a wait page. */
export interface Release {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly sub: number;
  /** Null when the next page has no clock. */
  readonly clockInMs: number | null;
}

export interface Completion {
  readonly meeting: Pick<MeetingCount, 'pageIndex' | 'groupId'> & { readonly sessionId: number };
  readonly releases: readonly Release[];
  /** The topic and message that wake those who wait. */
  readonly topic: string;
  readonly message: string;
}

// Text: moving people, their page times and clocks, the meeting and the notice of it are one act.
const completeQuery = textQuery<Completion, unknown>(
  'changes.complete',
  `with released as (select * from jsonb_to_recordset($1::jsonb) as r(id int, "from" int, "to" int, sub int, "clockInMs" float8)),
  moved as (
    update lab_participant p set rev = p.rev + 1, page_index = r."to", sub = r.sub, last_page_at = clock_timestamp()
    from released r where p.id = r.id and p.page_index = r."from"),
  passed as (
    insert into lab_page_time (participant_id, page_index, is_wait, timed_out) select id, "from", true, false from released
    on conflict do nothing),
  clocked as (
    insert into lab_timer (participant_id, page_index, seen, deadline_at, fire_at)
    select id, "to", false, now + "clockInMs" * interval '1 ms', now + ("clockInMs" + ${graceMs}) * interval '1 ms'
    from released, clock_timestamp() as now where "clockInMs" is not null
    on conflict (participant_id) do update set page_index = excluded.page_index, seen = excluded.seen, deadline_at = excluded.deadline_at,
      fire_at = excluded.fire_at),
  met as (
    update lab_wait set completed_at = clock_timestamp(), failed_at = null, fault = null
    where session_id = $2::int and page_index = $3::int and group_id = $4::int)
  select pg_notify($5, $6)`,
  ({ releases, meeting, topic, message }) => [
    JSON.stringify(releases),
    meeting.sessionId,
    meeting.pageIndex,
    meeting.groupId,
    liveChannelName,
    livePayload(topic, message),
  ],
);

/** Queues the release of everybody who waits at a meeting. */
export function complete(tx: Transaction, completion: Completion): void {
  tx.queue(completeQuery, completion);
}

const failQuery = textQuery<{ meeting: Completion['meeting']; fault: string }, unknown>(
  'changes.fail',
  `update lab_wait set failed_at = clock_timestamp(), fault = $4 where session_id = $1 and page_index = $2 and group_id = $3`,
  ({ meeting, fault }) => [meeting.sessionId, meeting.pageIndex, meeting.groupId, fault.slice(0, 500)],
);

/** Queues the mark of a meeting whose callback threw: nobody is released until it is run again. */
export function fail(tx: Transaction, meeting: Completion['meeting'], fault: string): void {
  tx.queue(failQuery, { meeting, fault });
}
