import { seededRandom } from '#kit/math/random.ts';
import { CannotAllocate, RoundMovedOn } from '../errors.ts';
import { allocateAdjudicators } from '../rules/allocation/allocate.ts';
import type { AllocationField, Panel } from '../rules/allocation/allocate.ts';
import type { PinnedSeat } from '../rules/allocation/pins.ts';
import { scoresIn } from '../feedback/scores.ts';
import { acquaintanceIn } from '../rules/allocation/conflicts.ts';
import type { Acquaintance, AcquaintancePairs } from '../rules/allocation/conflicts.ts';
import type { PanelPlace } from '../rules/debate.ts';
import { isBye } from '../rules/debate.ts';
import type { DebateId, PersonId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { Settings } from '../rules/settings.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as availabilities from '../store/availabilities.ts';
import * as conflicts from '../store/conflicts.ts';
import type { Seat } from '../store/panels.ts';
import * as people from '../store/people.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import { holdBoard, judgesElsewhere } from './hold-board.ts';
import type { BoardWish, HeldBoard } from './hold-board.ts';
import { drawnSeats } from './seat-store.ts';
import type { SeatStore } from './seat-store.ts';

/**
 * Gives every debate of the board its adjudicators at the least cost; what was there before is replaced, but for the panels that are kept and the
 * people who are pinned. Gives sentences for the tab director.
 */
export async function allocateRound(tab: Tab, wish: BoardWish): Promise<readonly string[]> {
  const decided = await decideAllocation(tab, wish);
  await saveAllocation(tab, wish, decided);
  return decided.warnings;
}

/** Who shall sit where, and what that was decided from. */
export interface DecidedAllocation {
  readonly seats: readonly Seat[];
  readonly warnings: readonly string[];
  readonly kept: ReadonlySet<DebateId>;
  readonly pins: readonly PinnedSeat[];
}

/** Reads the board and decides; nothing is written. */
export async function decideAllocation(tab: Tab, wish: BoardWish): Promise<DecidedAllocation> {
  const field = await fieldForAllocation(tab, wish);
  const allocation = allocateAdjudicators(field, seededRandom(tab.newSeed()));
  if (allocation.kind === 'impossible') throw new CannotAllocate(allocation.message);
  const pinned = new Set(field.pins.map(({ adjudicatorId }) => adjudicatorId));
  const seats = [...allocation.panels].flatMap(([debateId, panel]) => seatsOf(debateId, panel));
  return {
    seats: seats.filter(({ adjudicatorId }) => !pinned.has(adjudicatorId)),
    warnings: allocation.warnings,
    kept: field.kept,
    pins: field.pins,
  };
}

/** Writes what was decided, unless what it was decided from has changed. */
export function saveAllocation(tab: Tab, wish: BoardWish, decided: DecidedAllocation): Promise<unknown> {
  const store = wish.seats ?? drawnSeats;
  return changeRound(tab, wish, {
    verb: store.isOfDraw ? 'adjudicators_allocated' : 'panels_ahead_filled',
    refusal: store.bulkRefusal,
    ...(wish.beside && { beside: wish.beside }),
    write: async (tx, now) => {
      const [board, keptNow] = await Promise.all([holdBoard(tx, wish, now), keptOn(store, tx, [now, ...(wish.beside ?? [])])]);
      for (const round of board.rounds) mustAllow(round, store);
      mustBeAsDecided(board, decided, keptNow);
      await Promise.all(
        board.roomsOf.map(({ round, rooms }) => {
          const ids = new Set(rooms.map(({ id }) => id));
          return store.replaceOthers(
            tx,
            round.id,
            decided.seats.filter(({ debateId }) => ids.has(debateId)),
          );
        }),
      );
    },
  });
}

function mustAllow(round: Round, { bulkRefusal }: SeatStore): void {
  const refusal = bulkRefusal(round);
  if (refusal !== null) throw new RoundMovedOn(round.name, refusal);
}

function mustBeAsDecided(board: HeldBoard, { kept, pins, seats }: DecidedAllocation, keptNow: ReadonlySet<DebateId>): void {
  const [name] = board.rounds.map((round) => round.name);
  const refuse = (why: string): never => {
    throw new RoundMovedOn(name ?? 'The round', why);
  };
  if (keptNow.symmetricDifference(kept).size > 0) refuse('has other panels that are kept meanwhile');
  const written = (pin: PinnedSeat): string => `${pin.debateId}:${pin.adjudicatorId}:${pin.place}`;
  const pinsNow = new Set(pinsIn(board.rooms).map(written));
  if (pinsNow.symmetricDifference(new Set(pins.map(written))).size > 0) refuse('has other adjudicators who are pinned meanwhile');
  if (seats.some(({ adjudicatorId }) => board.elsewhere.has(adjudicatorId)))
    refuse('lost adjudicators to a round that is held at the same time: allocate once more');
}

/** Takes every adjudicator out of their panel. */
export async function clearPanels(tab: Tab, wish: BoardWish): Promise<void> {
  const store = wish.seats ?? drawnSeats;
  await changeRound(tab, wish, {
    verb: store.isOfDraw ? 'panels_cleared' : 'panels_ahead_cleared',
    refusal: store.bulkRefusal,
    ...(wish.beside && { beside: wish.beside }),
    write: async (tx, now) => {
      const board = await holdBoard(tx, wish, now);
      for (const round of board.rounds) mustAllow(round, store);
      for (const { id } of board.rounds) await store.empty(tx, id);
    },
  });
}

function seatsOf(debateId: DebateId, panel: Panel): Seat[] {
  const seat = (place: PanelPlace) => (adjudicatorId: PersonId) => ({ debateId, adjudicatorId, place });
  return [...(panel.chair === null ? [] : [seat('C')(panel.chair)]), ...panel.panellists.map(seat('P')), ...panel.trainees.map(seat('T'))];
}

async function keptOn(store: SeatStore, db: Parameters<SeatStore['keptOf']>[0], rounds: readonly Round[]): Promise<ReadonlySet<DebateId>> {
  const kept = await Promise.all(rounds.map(({ id }) => store.keptOf(db, id)));
  return new Set(kept.flatMap((ids) => [...ids]));
}

function pinsIn(rooms: HeldBoard['rooms']): PinnedSeat[] {
  return rooms.flatMap(({ id, panel }) =>
    panel.flatMap((member) => (member.isPinned ? [{ debateId: id, adjudicatorId: member.id, place: member.place }] : [])),
  );
}

/** Who and what is left to allocate beside the panels that are kept. */
interface FieldBesideKept extends AllocationField {
  readonly kept: ReadonlySet<DebateId>;
  readonly pins: readonly PinnedSeat[];
}

async function fieldForAllocation(
  tab: Tab,
  { tournament, round, rounds, beside = [], seats = drawnSeats }: BoardWish,
): Promise<FieldBesideKept> {
  const shown = [round, ...beside];
  const [roomsOf, judges, presentIn, acquaintance, kept, elsewhere] = await Promise.all([
    Promise.all(shown.map(({ id }) => seats.ofRound(tab.db, id))),
    people.adjudicators(tab.db, tournament.id),
    Promise.all(shown.map(({ id }) => availabilities.ofRound(tab.db, id))),
    acquaintanceOf(tab, tournament, firstOf(shown)),
    keptOn(seats, tab.db, shown),
    judgesElsewhere(tab.db, seats.isOfDraw ? shown : [], rounds),
  ]);
  const { settings } = tournament;
  const scoreOf = await scoresIn(tab, tournament.id, round.id);
  const all = roomsOf.flat().filter((debate) => !isBye(debate));
  const rooms = all.filter(({ id }) => !kept.has(id));
  const seatedForGood = new Set(all.flatMap((debate) => (kept.has(debate.id) ? debate.panel.map(({ id }) => id) : [])));
  const isHere = (index: number, id: PersonId): boolean =>
    settings.draw_skip_adj_checkins || (presentIn[index]?.adjudicator.has(id) ?? false);
  const roundOf = new Map(roomsOf.flatMap((debates, index) => debates.map(({ id }) => [id, index] as const)));
  return {
    kept,
    pins: pinsIn(rooms),
    format: panelFormat(settings, round),
    debates: rooms.map(({ id, importance, roomRank, teams }) => ({ id, importance, roomRank, teams: teams.map((team) => team.id) })),
    adjudicators: judges
      .filter(({ id }) => !seatedForGood.has(id) && !elsewhere.has(id) && shown.some((_round, index) => isHere(index, id)))
      .map((judge) => ({ id: judge.id, score: scoreOf(judge), isTrainee: judge.isTrainee })),
    acquaintance,
    settings,
    ...(shown.length > 1 && { mayJudge: (who, where) => isHere(roundOf.get(where) ?? -1, who) }),
  };
}

/** The first in order of play. */
export function firstOf(shown: readonly [Round, ...Round[]] | readonly Round[]): Pick<Round, 'seq'> {
  return { seq: Math.min(...shown.map(({ seq }) => seq)) };
}

/** Whether each adjudicator of the round has a ballot, or the panel has one together. */
export function panelFormat(settings: Settings, round: Pick<Round, 'stage'>): AllocationField['format'] {
  const per = round.stage === 'E' ? settings.ballots_per_debate_elim : settings.ballots_per_debate_prelim;
  return per === 'per-adj' ? 'voting' : 'consensus';
}

/** Who must not meet whom, and who has met in rounds before. */
export async function acquaintanceOf(tab: Tab, tournament: Tournament, round: Pick<Round, 'seq'>): Promise<Acquaintance> {
  return acquaintanceIn(await acquaintancePairs(tab, tournament, round));
}

/** The same as plain pairs; four queries in one trip. */
export async function acquaintancePairs(tab: Tab, tournament: Tournament, round: Pick<Round, 'seq'>): Promise<AcquaintancePairs> {
  const [withTeams, withEachOther, seenTeams, seenEachOther] = await Promise.all([
    conflicts.withTeams(tab.db, tournament.id),
    conflicts.withEachOther(tab.db, tournament.id),
    conflicts.seenTeams(tab.db, tournament.id, round.seq),
    conflicts.seenEachOther(tab.db, tournament.id, round.seq),
  ]);
  return {
    conflictsWithTeam: withTeams.map(({ adjudicatorId, teamId }) => [adjudicatorId, teamId]),
    conflictsWithAdjudicator: withEachOther.map(({ adjudicatorId, otherId }) => [adjudicatorId, otherId]),
    hasSeenTeam: seenTeams.map(({ adjudicatorId, teamId }) => [adjudicatorId, teamId]),
    hasSeenAdjudicator: seenEachOther.map(({ adjudicatorId, otherId }) => [adjudicatorId, otherId]),
  };
}
