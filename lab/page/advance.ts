import { clockKey, type Clock } from '../game/clock.ts';
import { callAuthor, type WaitPage } from '../game/definition.ts';
import { MoreNeeded } from '../game/objects/needs.ts';
import { nextStop } from '../rules/page-sequence.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { clockMs, dropoutPageMs, graceMs, pauseMs } from '../rules/timeout.ts';
import type { Arrival } from '../store/saves.ts';
import { playsItself } from './dropout.ts';
import { contextAt, orderOf, type Visit } from './load-visit.ts';

/** Where somebody goes from a page, and what that sets off. */
export interface Step {
  readonly to: { readonly pageIndex: number; readonly sub: number };
  /** Null at the end. */
  readonly place: PagePlace | null;
  /** The wait pages passed on the way, and the one where they stop. */
  readonly arrivals: readonly Arrival[];
  /** Until the next page's time is up; null when it has no clock. */
  readonly clockInMs: number | null;
}

export interface Walker {
  readonly participant: number;
  readonly from: number;
  /** Their own submit brought them on, so they see the next page at once. */
  readonly isLooking: boolean;
  /** Pages before this one are jumped over. */
  readonly jumpTo?: number | null;
}

/** Past every page that is not shown. */
export function stepFrom(visit: Visit, { participant, from, isLooking, jumpTo = null }: Walker): Step {
  const stop = nextStop(
    visit.session.plan,
    { from, jumpTo, order: orderOf(visit, participant) },
    { isShown: (place) => isShown(visit, place, participant), isOver: (place) => isOver(visit, place, participant) },
  );
  const { place } = stop;
  const waits = place && isCounted(place) ? [arrivalAt(place, true)] : [];
  return {
    to: { pageIndex: stop.index, sub: place?.sub ?? visit.session.plan.subs.length },
    place,
    arrivals: [...stop.passed.filter(isCounted).map((passed) => arrivalAt(passed, false)), ...waits],
    clockInMs: place && clockFor(visit, place, { participant, isLooking }),
  };
}

/** Until the time for the page is up. A clock that it shares with others starts with the first of them. */
function clockFor(visit: Visit, place: PagePlace, { participant, isLooking }: Pick<Walker, 'participant' | 'isLooking'>): number | null {
  if (place.page.kind === 'wait') return earliestMeeting(place.page);
  const { isBot, status } = visit.objects.world.participant(participant);
  if (playsItself({ isBot, status })) return (isBot ? thinkMs(visit, place, participant) : dropoutPageMs) - graceMs;
  const inMs = clockMs(timeoutOf(visit, place, participant), isLooking);
  const shared = sharedClock(place);
  if (inMs === null || !shared) return inMs;
  const row = visit.objects.world.participant(participant);
  const key = clockKey(shared);
  const endMs = row.data[key];
  if (typeof endMs === 'number') return Math.max(0, Math.round(endMs - visit.row.nowMs));
  visit.objects.world.changes.ofParticipant(row).patch[key] = visit.row.nowMs + inMs;
  return inMs;
}

/** How long a bot looks at a page, which is never longer than anybody may. */
function thinkMs(visit: Visit, place: PagePlace, participant: number): number {
  const { thinkTime } = place.playable.game;
  if (thinkTime === null) return dropoutPageMs;
  const extra = { page: place.page.name };
  const seconds =
    typeof thinkTime === 'number'
      ? thinkTime
      : callAuthor(thinkTime, contextAt(visit, { place, callback: 'thinkTime', participant, extra }));
  return pauseMs(seconds, timeoutOf(visit, place, participant));
}

/** When a meeting may take place without everybody; the timer comes a grace later. */
function earliestMeeting({ maxWait, minPresent }: WaitPage): number | null {
  return maxWait === null || minPresent === null ? null : 1000 * maxWait - graceMs;
}

function sharedClock({ page }: PagePlace): Clock | null {
  const timeout = page.kind === 'page' ? page.timeout : null;
  return typeof timeout === 'object' ? timeout : null;
}

/** A wait page where people are counted until all have come. */
function isCounted({ page }: PagePlace): boolean {
  return page.kind === 'wait' && page.match === null && !page.isGate;
}

export function isShown(visit: Visit, place: PagePlace, participant = visit.visitor.participant): boolean {
  const { show } = place.page;
  if (isOpenGate(visit, place) || isOutOfTime(visit, place, participant)) return false;
  return show === null || callAuthor(show, contextAt(visit, { place, callback: 'show', participant }));
}

/** Whether the loop that would begin another pass with this page has come to its end. */
function isOver(visit: Visit, place: PagePlace, participant: number): boolean {
  const { loop } = place.page;
  return loop !== undefined && callAuthor(loop.until, contextAt(visit, { place, callback: 'until', participant }));
}

/** A gate that the organiser has opened: people walk through. */
export function isOpenGate({ row }: Visit, { page, index }: PagePlace): boolean {
  if (page.kind !== 'wait' || !page.isGate) return false;
  if (row.gates === null) throw new MoreNeeded('gates');
  return row.gates.includes(index);
}

/** Whether too little is left of a time limit that the page shares with others. */
function isOutOfTime(visit: Visit, place: PagePlace, participant: number): boolean {
  const shared = sharedClock(place);
  const endMs = shared && visit.objects.world.participant(participant).data[clockKey(shared)];
  return shared !== null && typeof endMs === 'number' && endMs - visit.row.nowMs <= 1000 * shared.minSeconds;
}

/** In seconds. */
export function timeoutOf(visit: Visit, place: PagePlace, participant = visit.visitor.participant): number | null {
  const { page } = place;
  if (page.kind === 'wait') return null;
  if (typeof page.timeout === 'object') return page.timeout?.seconds ?? null;
  if (typeof page.timeout === 'number') return page.timeout;
  return callAuthor(page.timeout, contextAt(visit, { place, callback: 'timeout', participant }));
}

function arrivalAt({ index, sub, page }: PagePlace, waits: boolean): Arrival {
  return { page: index, sub, everybody: page.kind === 'wait' && page.scope === 'all', waits };
}
