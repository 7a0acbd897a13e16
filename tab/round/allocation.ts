import { seededRandom } from '#kit/math/random.ts';
import { CannotAllocate, NothingThere, RoundMovedOn } from '../errors.ts';
import { allocateAdjudicators } from '../rules/allocation/allocate.ts';
import type { AllocationField, Panel } from '../rules/allocation/allocate.ts';
import { scoresIn } from '../feedback/scores.ts';
import { acquaintanceIn } from '../rules/allocation/conflicts.ts';
import type { Acquaintance, AcquaintancePairs } from '../rules/allocation/conflicts.ts';
import { importanceByBracket } from '../rules/allocation/importance.ts';
import type { PanelPlace } from '../rules/debate.ts';
import { isBye } from '../rules/debate.ts';
import type { DebateId, PersonId, RoundId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { Settings } from '../rules/settings.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as availabilities from '../store/availabilities.ts';
import * as conflicts from '../store/conflicts.ts';
import * as debates from '../store/debates.ts';
import * as kept from '../store/kept.ts';
import * as panels from '../store/panels.ts';
import type { Seat } from '../store/panels.ts';
import * as people from '../store/people.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';

/** Why nobody of the round may change seats; null when they may. */
export const maySeat = (now: Round): string | null => {
  if (now.drawStatus === 'N' || now.drawStatus === 'D') return 'has no confirmed draw yet';
  return now.isCompleted ? 'is over' : null;
};
/** Why the round's panels may not be made anew or weighed; null when they may. */
export const mayAllocate = (now: Round): string | null =>
  now.drawStatus === 'R' ? 'is public; withdraw the draw before its panels are made anew' : maySeat(now);

/** Sets every debate's importance by its bracket. */
export async function prioritise(tab: Tab, wish: RoundWish): Promise<void> {
  const rooms = (await debates.ofRound(tab.db, wish.round.id)).filter((debate) => !isBye(debate));
  const importances = [...importanceByBracket(rooms)].map(([debateId, importance]) => ({ debateId, importance }));
  await changeRound(tab, wish, {
    verb: 'debates_prioritised',
    refusal: mayAllocate,
    write: async (tx) => void (await tx.run(debates.setImportances, { debates: importances })),
  });
}

/**
 * Gives every debate its adjudicators at the least cost; what was there before is replaced, but for the panels that are kept. Gives sentences for
 * the tab director.
 */
export async function allocateRound(tab: Tab, wish: RoundWish): Promise<readonly string[]> {
  const field = await fieldForAllocation(tab, wish);
  const allocation = allocateAdjudicators(field, seededRandom(tab.newSeed()));
  if (allocation.kind === 'impossible') throw new CannotAllocate(allocation.message);
  const seats = [...allocation.panels].flatMap(([debateId, panel]) => seatsOf(debateId, panel));
  await changeRound(tab, wish, {
    verb: 'adjudicators_allocated',
    refusal: mayAllocate,
    write: async (tx, now) => {
      const keptNow = (await kept.ofRound(tx, now.id)).panels;
      if (keptNow.symmetricDifference(field.kept).size > 0) throw new RoundMovedOn(now.name, 'has other panels that are kept meanwhile');
      await panels.replaceOthers(tx, now.id, seats);
    },
  });
  return allocation.warnings;
}

/** Takes every adjudicator out of their panel. */
export function clearPanels(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'panels_cleared',
    refusal: mayAllocate,
    write: (tx, now) => panels.replaceOfRound(tx, now.id, []),
  });
}

function seatsOf(debateId: DebateId, panel: Panel): Seat[] {
  const seat = (place: PanelPlace) => (adjudicatorId: PersonId) => ({ debateId, adjudicatorId, place });
  return [...(panel.chair === null ? [] : [seat('C')(panel.chair)]), ...panel.panellists.map(seat('P')), ...panel.trainees.map(seat('T'))];
}

/** Who and what is left to allocate beside the panels that are kept. */
interface FieldBesideKept extends AllocationField {
  readonly kept: ReadonlySet<DebateId>;
}

async function fieldForAllocation(tab: Tab, { tournament, round }: RoundWish): Promise<FieldBesideKept> {
  const [all, judges, present, acquaintance, { panels: keptPanels }] = await Promise.all([
    debates.ofRound(tab.db, round.id),
    people.adjudicators(tab.db, tournament.id),
    availabilities.ofRound(tab.db, round.id),
    acquaintanceOf(tab, tournament, round),
    kept.ofRound(tab.db, round.id),
  ]);
  const { settings } = tournament;
  const scoreOf = await scoresIn(tab, tournament.id, round.id);
  const rooms = all.filter((debate) => !isBye(debate) && !keptPanels.has(debate.id));
  const seatedForGood = new Set(all.flatMap((debate) => (keptPanels.has(debate.id) ? debate.panel.map(({ id }) => id) : [])));
  return {
    kept: keptPanels,
    format: panelFormat(settings, round),
    debates: rooms.map(({ id, importance, roomRank, teams }) => ({ id, importance, roomRank, teams: teams.map((team) => team.id) })),
    adjudicators: judges
      .filter((judge) => !seatedForGood.has(judge.id) && (settings.draw_skip_adj_checkins || present.adjudicator.has(judge.id)))
      .map((judge) => ({ id: judge.id, score: scoreOf(judge), isTrainee: judge.isTrainee })),
    acquaintance,
    settings,
  };
}

/** Whether each adjudicator of the round has a ballot, or the panel has one together. */
export function panelFormat(settings: Settings, round: Round): AllocationField['format'] {
  const per = round.stage === 'E' ? settings.ballots_per_debate_elim : settings.ballots_per_debate_prelim;
  return per === 'per-adj' ? 'voting' : 'consensus';
}

/** Who must not meet whom, and who has met in rounds before. */
export async function acquaintanceOf(tab: Tab, tournament: Tournament, round: Round): Promise<Acquaintance> {
  return acquaintanceIn(await acquaintancePairs(tab, tournament, round));
}

/** The same as plain pairs; four queries in one trip. */
export async function acquaintancePairs(tab: Tab, tournament: Tournament, round: Round): Promise<AcquaintancePairs> {
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

/** One adjudicator's new seat. */
export interface Move {
  readonly adjudicatorId: PersonId;
  /** Null puts them back among the free. */
  readonly to: { readonly debateId: DebateId; readonly place: PanelPlace } | null;
  /** The version of the debate that the mover looked at; null for whatever it is now. */
  readonly seenVersion: number | null;
}

/** Moves one adjudicator; a present chair becomes a panellist when another takes the chair. */
export async function moveAdjudicator(tab: Tab, wish: RoundWish & { readonly move: Move }): Promise<void> {
  const { move, round, tournament } = wish;
  const judges = await people.adjudicators(tab.db, tournament.id);
  if (!judges.some((judge) => judge.id === move.adjudicatorId)) throw new NothingThere('adjudicator of this id in the tournament');
  await changeRound(tab, wish, {
    verb: 'adjudicator_moved',
    refusal: maySeat,
    isPublic: round.drawStatus === 'R',
    write: async (tx, now) => {
      const touched = await seatsTouched(tx, now.id, move);
      if (touched.some((debate) => debate.resultStatus === 'C'))
        throw new RoundMovedOn('This debate', 'has a confirmed ballot, so its panel stays');
      const target = touched.find((debate) => debate.id === move.to?.debateId);
      if (move.to && target === undefined) throw new NothingThere(`debate ${move.to.debateId} in ${now.name}`);
      if (target && move.seenVersion !== null && target.version !== move.seenVersion)
        throw new RoundMovedOn('This panel', 'was changed meanwhile');
      await panels.leave(tx, { roundId: now.id, adjudicatorId: move.adjudicatorId });
      if (move.to === null) return;
      if (move.to.place === 'C') await panels.demoteChair(tx, move.to.debateId);
      await panels.sit(tx, { ...move.to, adjudicatorId: move.adjudicatorId });
    },
  });
}

async function seatsTouched(tx: Parameters<typeof debates.ofRound>[0], roundId: RoundId, { adjudicatorId, to }: Move) {
  const rooms = await debates.ofRound(tx, roundId);
  return rooms.filter((debate) => debate.id === to?.debateId || debate.panel.some((member) => member.id === adjudicatorId));
}
