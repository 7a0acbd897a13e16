import type { Transaction } from '#kit/db/connect.ts';
import { NothingThere, RoundMovedOn, WrongInput } from '../errors.ts';
import { areMade, debatesTouched } from '../rules/allocation/seating.ts';
import type { SeatChange, Seating } from '../rules/allocation/seating.ts';
import type { Debate } from '../rules/debate.ts';
import type { DebateId, PersonId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import * as people from '../store/people.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import { holdBoard, mustBeFree } from './hold-board.ts';
import type { BoardWish, HeldBoard } from './hold-board.ts';
import { drawnSeats } from './seat-store.ts';

/** The version of a debate that somebody looks at, or that it has. */
export interface DebateVersion {
  readonly debateId: DebateId;
  readonly version: number;
}

/** Several seats at once, such as two that change places; all or none. */
export interface Reseating {
  readonly changes: readonly SeatChange[];
  /** The versions of the debates that are touched, as whoever moves saw them. */
  readonly seen: readonly DebateVersion[];
}

/**
 * Makes the changes, if no debate they touch was changed since it was looked at; gives the versions they have now. What was made already (a
 * request that is sent again) is no conflict.
 */
export function reseat(tab: Tab, wish: BoardWish & { readonly reseating: Reseating }): Promise<readonly DebateVersion[]> {
  const { changes, seen } = wish.reseating;
  return changeSeats(tab, wish, ({ rooms }, seating) => {
    if (areMade(seating, changes)) return { changes, isMade: true };
    for (const id of debatesTouched(seating, changes)) mustBeAsSeen(findDebate(rooms, id, wish.round), seen);
    return { changes, isMade: false };
  });
}

/** One adjudicator's new seat. */
export interface Move extends SeatChange {
  /** The version of the debate that the mover looked at; null for whatever it is now. */
  readonly seenVersion: number | null;
}

/** Moves one adjudicator; a present chair becomes a panellist when another takes the chair. */
export async function moveAdjudicator(tab: Tab, wish: BoardWish & { readonly move: Move }): Promise<void> {
  const { adjudicatorId, to, seenVersion } = wish.move;
  await changeSeats(tab, wish, ({ rooms }, seating) => {
    for (const id of debatesTouched(seating, [{ adjudicatorId, to }])) {
      const debate = findDebate(rooms, id, wish.round);
      mustBeOpen(debate, 'This debate');
      const isStale = id === to?.debateId && seenVersion !== null && debate.version !== seenVersion;
      if (isStale) throw new RoundMovedOn('This panel', 'was changed meanwhile');
    }
    return { changes: [{ adjudicatorId, to }, ...chairsDemoted(seating, wish.move)], isMade: false };
  });
}

function chairsDemoted(seating: Seating, { adjudicatorId, to }: Move): SeatChange[] {
  if (to?.place !== 'C') return [];
  const { debateId } = to;
  return [...seating].flatMap(([id, seat]): SeatChange[] =>
    seat.place === 'C' && seat.debateId === debateId && id !== adjudicatorId ? [{ adjudicatorId: id, to: { debateId, place: 'P' } }] : [],
  );
}

interface Decision {
  readonly changes: readonly SeatChange[];
  /** True when everybody sits there already, so that nothing is written. */
  readonly isMade: boolean;
}

async function changeSeats(
  tab: Tab,
  wish: BoardWish,
  decide: (board: HeldBoard, seating: Seating) => Decision,
): Promise<readonly DebateVersion[]> {
  const { refusal, isOfDraw } = wish.seats ?? drawnSeats;
  const judges = await people.adjudicators(tab.db, wish.tournament.id);
  const names = new Map(judges.map(({ id, name }) => [id, name]));
  return changeRound(tab, wish, {
    verb: isOfDraw ? 'adjudicator_moved' : 'panel_ahead_changed',
    refusal,
    ...(wish.beside && { beside: wish.beside }),
    isPublic: isOfDraw && [wish.round, ...(wish.beside ?? [])].some(({ drawStatus }) => drawStatus === 'R'),
    write: async (tx, now) => {
      const board = await holdBoard(tx, wish, now);
      const seating = seatingOf(board.rooms);
      const { changes, isMade } = decide(board, seating);
      mustBeKnown(changes, names);
      const touched = debatesTouched(seating, changes);
      if (isMade) return board.rooms.flatMap(({ id, version }) => (touched.includes(id) ? [{ debateId: id, version }] : []));
      mustLeaveOneChair(seating, changes);
      mustBeFree(board, changes, (id) => names.get(id) ?? 'Somebody');
      return sitAll(tx, board, { changes, touched });
    },
  });
}

function mustBeKnown(changes: readonly SeatChange[], names: ReadonlyMap<PersonId, string>): void {
  if (changes.some(({ adjudicatorId }) => !names.has(adjudicatorId))) throw new NothingThere('adjudicator of this id in the tournament');
  if (new Set(changes.map(({ adjudicatorId }) => adjudicatorId)).size < changes.length)
    throw new WrongInput('One adjudicator can take only one seat.');
}

/** Who sits where in these debates. */
export function seatingOf(rooms: readonly Debate[]): Seating {
  return new Map(rooms.flatMap(({ id, panel }) => panel.map((member) => [member.id, { debateId: id, place: member.place }])));
}

function findDebate(rooms: readonly Debate[], id: DebateId, round: Round): Debate {
  const debate = rooms.find((one) => one.id === id);
  if (debate === undefined) throw new NothingThere(`debate ${id} in ${round.name}`);
  return debate;
}

function mustBeAsSeen(debate: Debate, seen: readonly DebateVersion[]): void {
  const name = debate.venue?.name ?? `The debate ranked ${debate.roomRank}`;
  mustBeOpen(debate, name);
  const version = seen.find(({ debateId }) => debateId === debate.id)?.version;
  if (version !== debate.version) throw new RoundMovedOn(name, 'was changed by somebody else meanwhile');
}

function mustBeOpen({ resultStatus }: Debate, name: string): void {
  if (resultStatus === 'C') throw new RoundMovedOn(name, 'has a confirmed ballot, so its panel stays');
}

function mustLeaveOneChair(seating: Seating, changes: readonly SeatChange[]): void {
  const movers = new Set(changes.map(({ adjudicatorId }) => adjudicatorId));
  const staying = [...seating].flatMap(([id, seat]) => (seat.place === 'C' && !movers.has(id) ? [seat.debateId] : []));
  const coming = changes.flatMap(({ to }) => (to?.place === 'C' ? [to.debateId] : []));
  const chairs = [...staying, ...coming];
  if (new Set(chairs).size < chairs.length) throw new WrongInput('A debate has one chair: say where its present chair goes.');
}

interface Made {
  readonly changes: readonly SeatChange[];
  readonly touched: readonly DebateId[];
}

/** Everybody leaves, then sits, then the versions are read: one trip. */
async function sitAll(tx: Transaction, { seats, rounds }: HeldBoard, { changes, touched }: Made): Promise<readonly DebateVersion[]> {
  const adjudicatorIds = changes.map(({ adjudicatorId }) => adjudicatorId);
  const taken = changes.flatMap(({ adjudicatorId, to }) => (to === null ? [] : [{ ...to, adjudicatorId }]));
  const [, , versions] = await Promise.all([
    Promise.all(rounds.map(({ id }) => seats.leaveAll(tx, { roundId: id, adjudicatorIds }))),
    seats.sitAll(tx, taken),
    seats.versionsOf(tx, touched),
  ]);
  return versions;
}

/** Sets one debate's importance, −2 to 2. */
export async function weigh(tab: Tab, wish: BoardWish & { readonly debateId: DebateId; readonly importance: number }): Promise<void> {
  const { debateId, importance, seats = drawnSeats } = wish;
  if (!Number.isInteger(importance) || Math.abs(importance) > 2) throw new WrongInput('An importance is a whole number from −2 to 2.');
  await changeRound(tab, wish, {
    verb: seats.isOfDraw ? 'debate_weighed' : 'panel_ahead_weighed',
    refusal: seats.bulkRefusal,
    ...(wish.beside && { beside: wish.beside }),
    write: async (tx, now) => {
      findDebate((await holdBoard(tx, wish, now)).rooms, debateId, now);
      await seats.weigh(tx, [{ debateId, importance }]);
    },
  });
}

/** Says that an adjudicator stays in their seat when the round is allocated anew, or no longer. */
export async function pinAdjudicator(
  tab: Tab,
  wish: BoardWish & { readonly adjudicatorId: PersonId; readonly isPinned: boolean },
): Promise<void> {
  const { adjudicatorId, isPinned, seats = drawnSeats } = wish;
  await changeRound(tab, wish, {
    verb: isPinned ? 'adjudicator_pinned' : 'adjudicator_unpinned',
    refusal: seats.refusal,
    parts: [seats.isOfDraw ? 'panels' : 'seatsAhead'],
    ...(wish.beside && { beside: wish.beside }),
    write: async (tx, now) => {
      const { rounds } = await holdBoard(tx, wish, now);
      const pinned = await Promise.all(rounds.map(({ id }) => seats.pin(tx, { roundId: id, adjudicatorId, isPinned })));
      if (!pinned.includes(true)) throw new WrongInput('Only somebody who has a seat can be pinned to it.');
    },
  });
}
