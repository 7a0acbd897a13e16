import type { Queryable } from '#kit/db/connect.ts';
import { textQuery, type Query } from '#kit/db/query.ts';
import type { Data } from '../game/objects/rows.ts';
import { graceMs } from '../rules/timeout.ts';
import { lookAgainSeconds } from './lobbies.ts';
import { builtOnce, Placeholders } from './statement.ts';

/** Everything that changes when a participant leaves a page. Nothing of it happens unless they are still as they were when it was worked out. */
export interface Save {
  readonly participant: number;
  /** As the load saw them. */
  readonly from: { readonly pageIndex: number; readonly sub: number; readonly rev: number };
  readonly to: { readonly pageIndex: number; readonly sub: number };
  readonly person: PersonChange;
  readonly player: { readonly patch: Data; readonly payoff: number | null } | null;
  /** Null when the page was not really left: the start, or a page that turned out not to be shown. */
  readonly left: LeftPage | null;
  /** Of the page that comes: `set` starts one, `clear` ends the old one, `none` when there is neither. */
  readonly clock: { readonly kind: 'set'; readonly inMs: number; readonly isSeen: boolean } | { readonly kind: 'clear' | 'none' };
  readonly arrivals: readonly Arrival[];
  /** A match page where they wait now. */
  readonly lobby: { readonly page: number; readonly lookInSeconds: number } | null;
  /** True in a transaction that runs the meeting when this is the last arrival. */
  readonly mayComplete: boolean;
}

/** What author code wrote to a participant. */
export interface PersonChange {
  readonly patch: Data;
  readonly payoffTo: number | null;
  readonly payoffBy: number;
  readonly label: string | null;
  readonly status: string | null;
}

export interface LeftPage {
  readonly isWait: boolean;
  readonly timedOut: boolean;
  readonly intent: string | null;
  readonly bodyHash: string | null;
}

/** A wait page that somebody has come to, or has passed without seeing it. */
export interface Arrival {
  readonly page: number;
  readonly sub: number;
  readonly everybody: boolean;
  readonly waits: boolean;
}

/** How a meeting stands after an arrival. */
export interface MeetingCount {
  readonly pageIndex: number;
  /** 0: everybody in the session. */
  readonly groupId: number;
  readonly missing: number;
  readonly waiting: number;
  /** The meeting took place without those who come now. */
  readonly isOver: boolean;
}

/** What a save that came through says. */
export interface Saved {
  readonly sessionId: number;
  readonly meetings: readonly MeetingCount[] | null;
}

/** The private SQLSTATE of a save that would be a last arrival without `mayComplete`. */
export const lastArrivalState = 'LB001';

interface SaveKind {
  readonly hasPerson: boolean;
  readonly hasPlayer: boolean;
  readonly hasLeft: boolean;
  readonly clock: Save['clock']['kind'];
  readonly hasArrivals: boolean;
  /** `soon`: nobody looks at it as early as somebody has to. */
  readonly lobby: 'none' | 'lobby' | 'soon';
}

const nameOf = ({ hasPerson, hasPlayer, hasLeft, clock, hasArrivals, lobby }: SaveKind): string =>
  `saves.visit ${[hasPerson && 'person', hasPlayer && 'player', hasLeft && 'left', clock, hasArrivals && 'meet', lobby !== 'none' && lobby].filter(Boolean).join('+')}`;

// Text: one statement takes the participant's row, and every other part happens only if that came through.
const saveQuery = builtOnce(nameOf, (kind: SaveKind): Query<Save, Saved> => {
  const values = new Placeholders<Save>();
  const id = values.put('int', (save) => save.participant);
  const parts = [
    movePart(values, id, kind.hasPerson),
    kind.hasPlayer && playerPart(values, id),
    kind.hasLeft && leftPart(values),
    kind.clock === 'set' && clockPart(values),
    kind.clock === 'clear' && `unclocked as (delete from lab_timer using moved where participant_id = moved.id)`,
    kind.hasArrivals && meetPart(values, id),
    kind.lobby !== 'none' && lobbyPart(values, kind.lobby),
  ].filter((part) => part !== false);
  const meetings = kind.hasArrivals ? `(select json_agg(met) from met)` : 'null';
  return textQuery(
    nameOf(kind),
    `with ${parts.join(',\n')}\nselect session_id as "sessionId", ${meetings} as meetings from moved`,
    values.bind,
  );
});

function movePart(values: Placeholders<Save>, id: string, hasPerson: boolean): string {
  return `moved as (
    update lab_participant set rev = rev + 1, visited = true, started_at = coalesce(started_at, clock_timestamp()), last_page_at = clock_timestamp(),
      page_index = ${values.put('int', ({ to }) => to.pageIndex)}, sub = ${values.put('int', ({ to }) => to.sub)}${hasPerson ? personPart(values) : ''}
    where id = ${id} and page_index = ${values.put('int', ({ from }) => from.pageIndex)} and rev = ${values.put('int', ({ from }) => from.rev)}
    returning id, session_id)`;
}

function personPart(values: Placeholders<Save>): string {
  return `,
      payoff = coalesce(${values.put('numeric', ({ person }) => person.payoffTo)}, payoff) + ${values.put('numeric', ({ person }) => person.payoffBy)},
      label = coalesce(${values.put('text', ({ person }) => person.label)}, label),
      status = coalesce(${values.put('text', ({ person }) => person.status)}, status),
      data = data || ${values.put('jsonb', ({ person }) => JSON.stringify(person.patch))}`;
}

function playerPart(values: Placeholders<Save>, id: string): string {
  return `played as (
    update lab_player set data = data || ${values.put('jsonb', ({ player }) => JSON.stringify(player?.patch ?? {}))},
      payoff = coalesce(${values.put('numeric', ({ player }) => player?.payoff ?? null)}, payoff)
    from moved where participant_id = ${id} and lab_player.sub = ${values.put('int', ({ from }) => from.sub)})`;
}

function leftPart(values: Placeholders<Save>): string {
  const read = (key: keyof LeftPage) => (save: Save) => save.left?.[key] ?? null;
  return `passed as (
    insert into lab_page_time (participant_id, page_index, is_wait, timed_out, intent, body_hash)
    select id, ${values.put('int', ({ from }) => from.pageIndex)}, ${values.put('boolean', read('isWait'))}, ${values.put('boolean', read('timedOut'))},
      ${values.put('text', read('intent'))}, ${values.put('text', read('bodyHash'))} from moved
    on conflict (participant_id, page_index) do update set visits = lab_page_time.visits + 1, timed_out = excluded.timed_out,
      intent = excluded.intent, body_hash = excluded.body_hash, completed_at = clock_timestamp())`;
}

function clockPart(values: Placeholders<Save>): string {
  const inMs = values.put('float8', ({ clock }) => (clock.kind === 'set' ? clock.inMs : null));
  return `clocked as (
    insert into lab_timer (participant_id, page_index, seen, deadline_at, fire_at)
    select id, ${values.put('int', ({ to }) => to.pageIndex)}, ${values.put('boolean', ({ clock }) => clock.kind === 'set' && clock.isSeen)},
      now + ${inMs} * interval '1 ms', now + (${inMs} + ${graceMs}) * interval '1 ms' from moved, clock_timestamp() as now
    on conflict (participant_id) do update set page_index = excluded.page_index, seen = excluded.seen, deadline_at = excluded.deadline_at,
      fire_at = excluded.fire_at)`;
}

function meetPart(values: Placeholders<Save>, id: string): string {
  const arrivals = values.put('jsonb', (save) => JSON.stringify(save.arrivals));
  const mayComplete = values.put('boolean', (save) => save.mayComplete);
  return `met as (
    insert into lab_wait as w (session_id, page_index, group_id, missing, waiting)
    select moved.session_id, a.page, case when a.everybody then 0 else l.group_id end,
      lab_arrived(case when a.everybody then s.num_participants else g.size end - 1, a.waits::int, ${mayComplete}), a.waits::int
    from moved join lab_session s on s.id = moved.session_id,
      jsonb_to_recordset(${arrivals}) as a(page int, sub int, everybody boolean, waits boolean)
      join lab_player l on l.participant_id = ${id} and l.sub = a.sub join lab_group g on g.id = l.group_id
    order by a.page
    on conflict (session_id, page_index, group_id) do update set waiting = w.waiting + excluded.waiting,
      missing = case when w.completed_at is null then lab_arrived(w.missing - 1, w.waiting + excluded.waiting, ${mayComplete}) else w.missing end
    returning page_index as "pageIndex", group_id as "groupId", missing, waiting, completed_at is not null as "isOver")`;
}

/** A lobby that somebody looks at soon enough is left as it is. */
function lobbyPart(values: Placeholders<Save>, kind: 'lobby' | 'soon'): string {
  const page = values.put('int', ({ lobby }) => lobby?.page ?? null);
  const seconds = values.put('float8', ({ lobby }) => lobby?.lookInSeconds ?? null);
  const known = kind === 'soon' ? 'do update set look_at = least(l.look_at, excluded.look_at)' : 'do nothing';
  return `lobbied as (insert into lab_lobby as l (session_id, page_index, look_at)
    select session_id, ${page}, clock_timestamp() + ${seconds} * interval '1 s' from moved
    on conflict (session_id, page_index) ${known})`;
}

const isTouched = ({ patch, payoffTo, payoffBy, label, status }: PersonChange): boolean =>
  payoffTo !== null || payoffBy !== 0 || label !== null || status !== null || Object.keys(patch).length > 0;

function lobbyKind(lobby: Save['lobby']): SaveKind['lobby'] {
  if (lobby === null) return 'none';
  return lobby.lookInSeconds < lookAgainSeconds ? 'soon' : 'lobby';
}

/** Null when somebody else moved the participant on, or wrote what the callbacks may have read: load again. */
export function visit(db: Queryable, save: Save): Promise<Saved | null> {
  const kind = {
    hasPerson: isTouched(save.person),
    hasPlayer: save.player !== null,
    hasLeft: save.left !== null,
    clock: save.clock.kind,
    hasArrivals: save.arrivals.length > 0,
    lobby: lobbyKind(save.lobby),
  };
  return db.maybeOne(saveQuery(kind), save);
}
