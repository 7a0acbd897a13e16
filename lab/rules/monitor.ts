import type { WaitPage } from '../game/definition.ts';
import { orderField, ownOrder, placeInOrder } from './game-order.ts';
import { isAway } from './presence.ts';
import { pageAt, type PagePlace, type SessionPlan } from './session-plan.ts';
import { slowestOf, standsAt } from './slowest.ts';

/** A participant as the monitor reads them. */
export interface MonitoredPerson {
  readonly number: number;
  readonly code: string;
  readonly label: string | null;
  /** 0: not started; one past the last page: finished. */
  readonly pageIndex: number;
  /** The order of their games, where it is their own. */
  readonly gameOrder: string | null;
  /** What their field `treatment` holds, or that of their player or group. */
  readonly treatment: string | null;
  /** Group number in the present round. */
  readonly group: number | null;
  /** The participant numbers of that group. */
  readonly members: readonly number[];
  /** Milliseconds since they came to this page. */
  readonly sinceMs: number | null;
  /** Milliseconds since their browser was heard of; null when it never was. */
  readonly seenAgoMs: number | null;
  readonly payoff: number;
  /** Free text of the game: `dropout`. */
  readonly status: string;
  /** The server plays this seat. */
  readonly isBot: boolean;
  /** What the game threw when this person's wait page was complete: nobody there can go on. */
  readonly fault: string | null;
  /** Milliseconds until the time of this page is up. */
  readonly leftMs: number | null;
  /** What the organiser has told them and they have not read. */
  readonly notice: string | null;
}

/** How long half of the people took for a page, in milliseconds, by `pageKey`. */
export type UsualTimes = ReadonlyMap<string, number>;

export type SeatState = 'idle' | 'ok' | 'wait' | 'late' | 'away' | 'fail' | 'done';

/** One place of the seat map. */
export interface SeatView {
  readonly number: number;
  readonly code: string;
  /** The label, or `P4`. */
  readonly name: string;
  readonly state: SeatState;
  /** The state in words: `working`, `waits for B4`, `late: usual 0:21`. */
  readonly words: string;
  readonly fault: string | null;
  readonly page: string;
  readonly round: number | null;
  /** Milliseconds on this page; null before the start and after the end. */
  readonly sinceMs: number | null;
  readonly group: number | null;
  readonly pageIndex: number;
  /** The how manieth page it is to them. */
  readonly place: number;
  readonly payoff: number;
  readonly status: string;
  readonly treatment: string | null;
  readonly label: string | null;
  /** Milliseconds until the time of this page is up. */
  readonly leftMs: number | null;
  /** How long half of the people took for this page, in milliseconds. */
  readonly usualMs: number | null;
  /** Milliseconds since their browser was heard of. */
  readonly seenAgoMs: number | null;
  readonly notice: string | null;
}

/** Names a page over all rounds of its game. */
export function pageKey(game: string, page: string): string {
  return `${game}/${page}`;
}

/** Everybody's place, by number. */
export function seatsOf(people: readonly MonitoredPerson[], plan: SessionPlan, usual: UsualTimes): SeatView[] {
  return people.map((person) => {
    const place = pageAt(plan, person.pageIndex);
    const { state, words } = stateOf(person, place, { people, usual });
    const { number, code, label, fault, pageIndex, payoff, status, treatment, seenAgoMs, notice } = person;
    return {
      ...(place ? onPage(place, person, usual) : { ...nowhere, page: pageIndex === 0 ? 'Not started' : 'Finished' }),
      number,
      code,
      label,
      name: nameOf(person),
      state,
      words,
      fault,
      pageIndex,
      place: placeInOrder(plan, pageIndex, ownOrder(plan, { [orderField]: person.gameOrder })),
      payoff,
      status,
      treatment,
      seenAgoMs,
      notice,
    };
  });
}

type OnPage = Pick<SeatView, 'page' | 'round' | 'sinceMs' | 'group' | 'leftMs' | 'usualMs'>;

const nowhere: Omit<OnPage, 'page'> = { round: null, sinceMs: null, group: null, leftMs: null, usualMs: null };

function onPage({ page, playable: { game }, round }: PagePlace, { sinceMs, leftMs, group }: MonitoredPerson, usual: UsualTimes): OnPage {
  return {
    page: page.name,
    round: game.rounds > 1 ? round : null,
    sinceMs,
    group: game.groupSize === null ? null : group,
    leftMs,
    usualMs: usual.get(pageKey(game.name, page.name)) ?? null,
  };
}

interface Company {
  readonly people: readonly MonitoredPerson[];
  readonly usual: UsualTimes;
}

function stateOf(person: MonitoredPerson, place: PagePlace | null, { people, usual }: Company): Pick<SeatView, 'state' | 'words'> {
  if (person.fault !== null) return { state: 'fail', words: 'error in the game' };
  if (person.status === 'dropout') return { state: 'fail', words: 'dropped out' };
  if (!place) return person.pageIndex === 0 ? { state: 'idle', words: 'not here yet' } : { state: 'done', words: 'finished' };
  if (isAway(person.seenAgoMs) && !person.isBot) return { state: 'away', words: 'away' };
  if (place.page.kind === 'wait') return { state: 'wait', words: waitWords(place.page, () => missingFor(person, place, people)) };
  return workOf(person, usual.get(pageKey(place.playable.game.name, place.page.name)));
}

function workOf({ sinceMs, isBot }: MonitoredPerson, usualMs: number | undefined): Pick<SeatView, 'state' | 'words'> {
  if (isLate(sinceMs, usualMs)) return { state: 'late', words: lateWords(usualMs ?? 0) };
  return { state: 'ok', words: isBot ? 'a bot plays' : 'working' };
}

const leastLateMs = 60_000;

/** Late: at least a minute on a page, and three times what half of the people needed. */
function isLate(sinceMs: number | null, usualMs: number | undefined): boolean {
  return sinceMs !== null && usualMs !== undefined && sinceMs > Math.max(leastLateMs, 3 * usualMs);
}

function lateWords(usualMs: number): string {
  return usualMs < 1_000 ? 'late' : `late: usual ${elapsedText(usualMs)}`;
}

/** Who has not come to somebody's wait page yet. */
function missingFor(person: MonitoredPerson, place: PagePlace, people: readonly MonitoredPerson[]): MonitoredPerson[] {
  const isAll = place.page.kind === 'wait' && place.page.scope === 'all';
  return people.filter((other) => other.pageIndex < place.index && (isAll || person.members.includes(other.number)));
}

const mostNames = 3;

function waitWords({ isGate, match }: WaitPage, missingPeople: () => readonly MonitoredPerson[]): string {
  if (isGate) return 'waits for you';
  if (match) return 'waits for a group';
  const missing = missingPeople();
  if (missing.length === 0) return 'goes on now';
  return `waits for ${missing.length > mostNames ? missing.length : missing.map(nameOf).join(', ')}`;
}

function nameOf({ label, number }: Pick<MonitoredPerson, 'label' | 'number'>): string {
  return label ?? `P${number}`;
}

/** The sentence a monitor opens with. */
export interface MonitorHeadline {
  readonly state: 'ok' | 'wait' | 'late' | 'fail';
  readonly sentence: string;
  readonly detail: string;
}

/** How the session is, the worst open thing, and what comes next. */
export function headlineOf(seats: readonly SeatView[]): MonitorHeadline {
  const counts = countsOf(seats);
  const all = seats.length;
  if (counts.idle === all) return { state: 'wait', sentence: 'Nobody has started yet.', detail: `Next: give out the ${all} links.` };
  if (counts.done === all) return { state: 'ok', sentence: `All ${all} have finished.`, detail: 'Next: look at the data and pay people.' };
  const trouble = seats.filter((seat) => seat.state === 'late' || seat.state === 'away' || seat.state === 'fail');
  const way = all - counts.idle - counts.done - trouble.length;
  const parts = [
    `${way} of ${all} ${way === 1 ? 'is' : 'are'} on the way.`,
    troubleWords(trouble),
    counts.done > 0 && `${counts.done} ${counts.done === 1 ? 'has' : 'have'} finished.`,
  ];
  return {
    state: counts.fail > 0 ? 'fail' : counts.late + counts.away > 0 ? 'late' : 'ok',
    sentence: parts.filter(Boolean).join(' '),
    detail: faultWords(seats) ?? nextWords(counts),
  };
}

function troubleWords(trouble: readonly SeatView[]): string {
  if (trouble.length > mostNames) return `${trouble.length} need you.`;
  return trouble.map((seat) => `${seat.name} ${troubleOf(seat)}.`).join(' ');
}

function troubleOf({ state, fault }: SeatView): string {
  if (fault !== null) return 'is stuck';
  if (state === 'away') return 'is away';
  return state === 'late' ? 'is late' : 'dropped out';
}

/** An error stops a whole group, so it comes before everything else. */
function faultWords(seats: readonly SeatView[]): string | null {
  const fault = seats.find((seat) => seat.fault !== null)?.fault;
  return fault === undefined || fault === null ? null : `The game failed when the group was complete: ${fault} All answers are saved.`;
}

function nextWords(counts: Readonly<Record<SeatState, number>>): string {
  const parts = [
    counts.idle > 0 && `${counts.idle} not started yet.`,
    counts.wait > 0 && `${counts.wait} waiting for others.`,
    'All answers so far are saved.',
  ];
  return parts.filter(Boolean).join(' ');
}

/** How many are in each state. */
export function countsOf(seats: readonly SeatView[]): Record<SeatState, number> {
  const counts = { idle: 0, ok: 0, wait: 0, late: 0, away: 0, fail: 0, done: 0 };
  for (const seat of seats) counts[seat.state] += 1;
  return counts;
}

/** One page of the river: who is there now, in any round. */
export interface RiverStop {
  readonly name: string;
  readonly states: readonly SeatState[];
}

/** How many people are on each page, from the start to the end. The rounds of a game share their pages. */
export function riverOf(seats: readonly SeatView[], plan: SessionPlan): RiverStop[] {
  const stops = new Map<string, RiverStop & { states: SeatState[] }>([['start', { name: 'Not started', states: [] }]]);
  for (const { playable, page } of plan.pages) {
    const key = pageKey(playable.game.name, page.name);
    if (!stops.has(key)) stops.set(key, { name: page.name, states: [] });
  }
  stops.set('end', { name: 'Finished', states: [] });
  for (const seat of seats) {
    const place = pageAt(plan, seat.pageIndex);
    const key = place ? pageKey(place.playable.game.name, place.page.name) : seat.pageIndex === 0 ? 'start' : 'end';
    stops.get(key)?.states.push(seat.state);
  }
  return [...stops.values()];
}

/** People on one page who could be moved on together. */
export interface Laggards {
  /** Where they are; 0 before the start. */
  readonly pageIndex: number;
  /** The page's name. */
  readonly page: string;
  /** At most three. */
  readonly names: readonly string[];
  readonly count: number;
}

/** Who has not started, and who of the others is furthest behind; without those who wait for an organiser to mend the game. */
export function laggardsOf(seats: readonly SeatView[], plan: SessionPlan): Laggards[] {
  const slowest = slowestOf(seats, { maxPageIndex: plan.pages.length, onlyStarted: true });
  const start = { pageIndex: 0, place: 0 };
  const standings = slowest === null || pageAt(plan, slowest.pageIndex)?.page.kind === 'wait' ? [start] : [start, slowest];
  return standings.flatMap((standing) => {
    const there = seats.filter((seat) => standsAt(seat, standing));
    const names = there.slice(0, mostNames).map(({ name }) => name);
    return there[0] ? [{ pageIndex: standing.pageIndex, page: there[0].page, names, count: there.length }] : [];
  });
}

/** `0:14`, `2:41`, `1:02:03`. */
export function elapsedText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const rest = `${String(Math.floor(seconds / 60) % 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return seconds < 3600 ? rest : `${Math.floor(seconds / 3600)}:${rest.padStart(5, '0')}`;
}
