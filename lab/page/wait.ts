import type { Transaction } from '#kit/db/connect.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { BadGrouping } from '../errors.ts';
import { callAuthor } from '../game/definition.ts';
import { commonContext } from '../game/objects/context-for.ts';
import { MoreNeeded, type Need } from '../game/objects/needs.ts';
import type { ParticipantRow } from '../game/objects/rows.ts';
import type { Lab } from '../lab.ts';
import { pageAt, subAt, type PagePlace } from '../rules/session-plan.ts';
import { meetingKey, releaseMessage, spotKey, type Meeting as MeetingName } from '../rules/waiting.ts';
import type { PlayedSession } from '../sessions/played-session.ts';
import { complete, fail, write } from '../store/changes.ts';
import { hold, holdShared } from '../store/locks.ts';
import { replace, roundThatMet } from '../store/groups.ts';
import { callForLook } from '../store/lobbies.ts';
import { arrive, waiterAt } from '../store/meetings.ts';
import type { Arrival, MeetingCount } from '../store/saves.ts';
import { stepFrom, type Step } from './advance.ts';
import { loadVisit, momentOf, pageKey, type Visit } from './load-visit.ts';
import { Again } from './needs-memory.ts';
import { releasedTopic } from './releases.ts';
import { isLobby, manyChanges } from './save.ts';

/** A wait page where everybody has come, as somebody who waits there sees it. */
export interface Meeting {
  readonly visit: Visit;
  readonly place: PagePlace;
}

/**
 * Runs a meeting inside the transaction that made it full: `onAllArrive` once, then everybody who waits goes on. When the callback
 * throws, nobody goes on and the meeting is marked; what the last one sent stays saved. Gives who went where.
 */
export async function runMeeting(tx: Transaction, { visit, place }: Meeting, lab: Lab): Promise<readonly Move[]> {
  const { session } = visit;
  const key = { sessionId: session.facts.id, pageIndex: place.index, groupId: isForAll(place) ? 0 : visit.row.seat.group.id };
  const outcome = await refuseLateGroups(
    tx,
    visit,
    lab.needs.learning(pageKey(place), 'arrive', () => meet(visit, place)),
  );
  if (!outcome.ok) {
    lab.logger.error('meeting_failed', { session: session.facts.code, page: pageKey(place), error: outcome.error });
    fail(tx, key, outcome.error instanceof Error ? outcome.error.message : String(outcome.error));
    return [];
  }
  replaceGroups(tx, visit);
  write(tx, manyChanges(key.sessionId, visit.objects.world.changes));
  const releases = outcome.moves.map(({ person, step }) => {
    return { id: person.id, from: place.index, to: step.to.pageIndex, sub: step.to.sub, clockInMs: step.clockInMs };
  });
  complete(tx, { meeting: key, releases, topic: releasedTopic, message: wakeWord({ key, place }, outcome.moves) });
  for (const page of lobbiesIn(outcome.moves)) callForLook(tx, { sessionId: key.sessionId, page });
  await meetAgain(tx, { session, moves: outcome.moves }, lab);
  return outcome.moves;
}

/** Nobody can be put into another group who has met somebody in the one they are in: others would wait for them in vain. */
async function refuseLateGroups(tx: Transaction, { session, objects }: Visit, outcome: Outcome): Promise<Outcome> {
  const subs = [...objects.world.changes.regrouped];
  if (!outcome.ok || subs.length === 0) return outcome;
  const sub = await roundThatMet(tx, { sessionId: session.facts.id, subs });
  if (sub === null) return outcome;
  const { playable, round } = subAt(session.plan, sub);
  return {
    ok: false,
    error: new BadGrouping(`Round ${round} of ${playable.game.name} cannot be grouped any more: groups of it have met.`),
  };
}

/** Everybody's `rev` rises: what they see of their group is of yesterday. */
function replaceGroups(tx: Transaction, { session, objects: { world } }: Visit): void {
  for (const sub of world.changes.regrouped) {
    const groups = world.groupsIn(sub).map((group) => {
      return { number: group.number, data: group.data, members: world.membersOf(group).map(({ participant }) => participant) };
    });
    replace(tx, { sessionId: session.facts.id, sub, groups });
    for (const { participant } of world.playersIn(sub)) world.changes.ofParticipant(world.participant(participant));
  }
}

/** A lobby has many groups, and only one is released. */
function wakeWord({ key, place }: { readonly key: MeetingName; readonly place: PagePlace }, moves: readonly Move[]): string {
  const [to = null, ...others] = new Set(moves.map(({ step }) => step.to.pageIndex));
  const word = (keys: readonly string[]): string => releaseMessage({ keys, to: others.length === 0 ? to : null });
  if (!isLobby(place)) return word([meetingKey(key)]);
  if (moves.length > mostNamed) return word([meetingKey({ ...key, groupId: 0 })]);
  return word(moves.map(({ person }) => spotKey({ code: person.code, pageIndex: place.index })));
}

/** More people than this are not named one by one: everybody looks. */
const mostNamed = 400;

/** The lobbies that somebody was moved to. */
function lobbiesIn(moves: readonly Move[]): Set<number> {
  return new Set(moves.flatMap(({ step }) => (step.place && isLobby(step.place) ? [step.place.index] : [])));
}

const isForAll = ({ page }: PagePlace): boolean => page.kind === 'wait' && page.scope === 'all';

/** Holds everybody the meeting is about, then reads them: in this order, so that nobody is missed who came while we waited. */
export async function loadMeeting(tx: Transaction, wish: MeetingWish, lab: Lab): Promise<Meeting> {
  const place = pageAt(wish.session.plan, wish.pageIndex);
  invariant(place?.page.kind === 'wait', 'people meet at wait pages');
  const needs = new Set<Need>([...lab.needs.of(pageKey(place), 'arrive'), ...(isForAll(place) ? everybodyNeeds : groupNeeds)]);
  const everybody = needs.has('sessionLock');
  if (everybody && wish.holds === 'group') throw new Again('who holds a group must not wait for everybody: others like it do the same');
  const held = wish.holds === 'nobody' ? hold(tx, { participant: wish.waiter.id, subs: [place.sub], everybody }) : null;
  const shared = needs.has('sharedLock') && wish.holds !== 'everybody' ? holdShared(tx, wish.session.facts.id) : null;
  const [visit] = await Promise.all([loadVisit(tx, { code: wish.waiter.code, needs, counter: 'here' }, lab), held, shared]);
  return { visit, place };
}

export interface MeetingWish {
  readonly session: PlayedSession;
  readonly pageIndex: number;
  readonly waiter: { readonly id: number; readonly code: string };
  /** Who is held already. */
  readonly holds: 'nobody' | 'group' | 'everybody';
}

const groupNeeds: readonly Need[] = ['members', 'groupLock'];
const everybodyNeeds: readonly Need[] = ['everyone', 'groupLock', 'sessionLock'];

/** Somebody who goes on from a wait page. */
export interface Move {
  readonly person: ParticipantRow;
  readonly step: Step;
}

type Outcome = { readonly ok: true; readonly moves: readonly Move[] } | { readonly ok: false; readonly error: unknown };

function meet(visit: Visit, place: PagePlace): Outcome {
  if (place.index !== visit.row.pageIndex) throw new Again('the waiter has gone on');
  try {
    callOnAllArrive(visit, place);
    return { ok: true, moves: movesFrom(visit, place) };
  } catch (error) {
    if (error instanceof MoreNeeded) throw error;
    return { ok: false, error };
  }
}

function callOnAllArrive({ objects, row }: Visit, place: PagePlace): void {
  const { page, sub } = place;
  if (page.kind !== 'wait' || page.onAllArrive === null) return;
  const { onAllArrive, scope } = page;
  const { group } = row.seat;
  const about = scope === 'all' ? 'subsession' : `group ${group.number}`;
  const context = commonContext(objects, sub, {
    nowMs: row.nowMs,
    ...momentOf(place, 'onAllArrive'),
    about,
    ...(scope === 'group' && { group: group.id }),
  });
  const who = scope === 'all' ? objects.subsession(sub) : objects.group(group);
  objects.world.writing(() => callAuthor(onAllArrive, who, context));
}

/** Where each of those who wait goes on to. Who passed the page without waiting is further on already. */
function movesFrom(visit: Visit, place: PagePlace): Move[] {
  const { sub, index } = place;
  const { world } = visit.objects;
  const players = isForAll(place) ? world.playersIn(sub) : world.membersOf(visit.row.seat.group);
  const waiting = players.map((player) => world.participant(player.participant)).filter((person) => person.pageIndex === index);
  return waiting.map((person) => ({ person, step: stepFrom(visit, { participant: person.id, from: index, isLooking: false }) }));
}

/** Those who came together to a further wait page, or past one: it may be full now. */
async function meetAgain(tx: Transaction, { session, moves }: { session: PlayedSession; moves: readonly Move[] }, lab: Lab): Promise<void> {
  const comers = moves.flatMap(({ person, step }) => step.arrivals.map((arrival) => ({ id: person.id, arrival })));
  const pages = Map.groupBy(comers, ({ arrival }) => arrival.page);
  for (const [page, group] of [...pages].sort(([a], [b]) => a - b)) {
    const [first] = group;
    if (!first) continue;
    const { sub, everybody } = first.arrival;
    const people = group.map(({ id, arrival }) => ({ id, waits: arrival.waits }));
    const counts = await arrive(tx, { sessionId: session.facts.id, page, sub, everybody, people });
    await runFull(tx, { session, counts }, lab);
  }
}

/** Runs each meeting that is full and where somebody waits. */
export async function runFull(
  tx: Transaction,
  { session, counts }: { readonly session: PlayedSession; readonly counts: readonly MeetingCount[] },
  lab: Lab,
): Promise<void> {
  for (const { pageIndex, groupId } of counts.filter(isFull)) {
    const waiter = await waiterAt(tx, { sessionId: session.facts.id, pageIndex, groupId });
    if (!waiter) continue;
    await runMeeting(tx, await loadMeeting(tx, { session, pageIndex, waiter, holds: 'nobody' }, lab), lab);
  }
}

export function isFull({ missing, waiting, isOver }: MeetingCount): boolean {
  return missing === 0 && waiting > 0 && !isOver;
}

/** Whether, as far as a load can tell, this arrival makes its meeting full. */
export function looksLast({ row, session }: Visit, [first]: readonly Arrival[]): boolean {
  if (!first || first.page !== row.pageIndex + 1 || first.sub !== row.sub) return false;
  const size = first.everybody ? session.facts.numParticipants : row.seat.group.size;
  return (row.missing ?? size) === 1;
}
