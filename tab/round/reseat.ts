import type { Transaction } from '#kit/db/connect.ts';
import { NothingThere, RoundMovedOn, WrongInput } from '../errors.ts';
import { areMade, debatesTouched } from '../rules/allocation/seating.ts';
import type { SeatChange, Seating } from '../rules/allocation/seating.ts';
import type { Debate } from '../rules/debate.ts';
import type { DebateId, RoundId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import * as debates from '../store/debates.ts';
import * as panels from '../store/panels.ts';
import * as people from '../store/people.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';
import { mayAllocate, maySeat } from './allocation.ts';

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
export async function reseat(tab: Tab, wish: RoundWish & { readonly reseating: Reseating }): Promise<readonly DebateVersion[]> {
  const { reseating, round, tournament } = wish;
  await checkPeople(tab, tournament.id, reseating.changes);
  return changeRound(tab, wish, {
    verb: 'adjudicator_moved',
    refusal: maySeat,
    isPublic: round.drawStatus === 'R',
    write: async (tx, now) => {
      const rooms = await debates.ofRound(tx, now.id);
      const seating = seatingOf(rooms);
      const touched = debatesTouched(seating, reseating.changes).map((id) => findDebate(rooms, id, now));
      if (areMade(seating, reseating.changes)) return versionsOf(tx, now.id, touched);
      for (const debate of touched) mustBeAsSeen(debate, reseating.seen);
      mustLeaveOneChair(seating, reseating.changes);
      await sitAll(tx, now, reseating.changes);
      return versionsOf(tx, now.id, touched);
    },
  });
}

async function checkPeople(tab: Tab, tournamentId: RoundWish['tournament']['id'], changes: Reseating['changes']): Promise<void> {
  const known = new Set((await people.adjudicators(tab.db, tournamentId)).map(({ id }) => id));
  if (changes.some(({ adjudicatorId }) => !known.has(adjudicatorId))) throw new NothingThere('adjudicator of this id in the tournament');
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
  if (debate.resultStatus === 'C') throw new RoundMovedOn(name, 'has a confirmed ballot, so its panel stays');
  const version = seen.find(({ debateId }) => debateId === debate.id)?.version;
  if (version !== debate.version) throw new RoundMovedOn(name, 'was changed by somebody else meanwhile');
}

function mustLeaveOneChair(seating: Seating, changes: readonly SeatChange[]): void {
  const movers = new Set(changes.map(({ adjudicatorId }) => adjudicatorId));
  const staying = [...seating].flatMap(([id, seat]) => (seat.place === 'C' && !movers.has(id) ? [seat.debateId] : []));
  const coming = changes.flatMap(({ to }) => (to?.place === 'C' ? [to.debateId] : []));
  const chairs = [...staying, ...coming];
  if (new Set(chairs).size < chairs.length) throw new WrongInput('A debate has one chair: say where its present chair goes.');
}

async function sitAll(tx: Transaction, round: Round, changes: readonly SeatChange[]): Promise<void> {
  const ids = changes.map(({ adjudicatorId }) => adjudicatorId);
  const seats = changes.flatMap(({ adjudicatorId, to }) => (to === null ? [] : [{ ...to, adjudicatorId }]));
  await panels.leaveAll(tx, { roundId: round.id, adjudicatorIds: ids });
  await panels.sitAll(tx, seats);
}

async function versionsOf(tx: Transaction, roundId: RoundId, touched: readonly Debate[]): Promise<DebateVersion[]> {
  const rooms = await debates.ofRound(tx, roundId);
  return rooms.filter(({ id }) => touched.some((one) => one.id === id)).map(({ id, version }) => ({ debateId: id, version }));
}

/** Sets one debate's importance, −2 to 2. */
export async function weigh(tab: Tab, wish: RoundWish & { readonly debateId: DebateId; readonly importance: number }): Promise<void> {
  const { debateId, importance } = wish;
  if (!Number.isInteger(importance) || Math.abs(importance) > 2) throw new WrongInput('An importance is a whole number from −2 to 2.');
  await changeRound(tab, wish, {
    verb: 'debate_weighed',
    refusal: mayAllocate,
    write: async (tx, now) => {
      findDebate(await debates.ofRound(tx, now.id), debateId, now);
      await tx.run(debates.setImportances, { debates: [{ debateId, importance }] });
    },
  });
}
