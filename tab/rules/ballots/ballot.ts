import type { MotionId, PersonId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import { ballotFault, type BallotFault } from './ballot-fault.ts';
import type { ScoreCriterion } from './criteria.ts';
import { lineupFaults } from './lineup.ts';
import { sheetFaults, sheetRule, type Scoresheet } from './scoresheet.ts';

export type PanelRole = 'chair' | 'panellist' | 'trainee';

/** The debate that a ballot is about. */
export interface BallotRoom {
  readonly stage: 'preliminary' | 'elimination';
  /** The final of its break category: one team goes on instead of half of them. */
  readonly isLastOfCategory: boolean;
  /** How many teams are in the room. */
  readonly teams: number;
  /** Everybody on the panel; the ballot's sheets follow the voting members in this order. */
  readonly panel: readonly PanelRole[];
  /** Speakers of each team, in order of side; null when speakers are not recorded. */
  readonly rosters: readonly (readonly PersonId[])[] | null;
  /** The ballot stands for one adjudicator of a panel whose members each send their own. */
  readonly isSingleAdjudicator: boolean;
  /** What substantive speeches are scored by; a ballot that is only counted again can do without. */
  readonly criteria?: readonly ScoreCriterion[];
}

/** Who gives a speech. A ghost (iron, duplicate) speech is a second one by somebody who has already spoken. */
export interface Speech {
  readonly speaker: PersonId | null;
  readonly isGhost: boolean;
}

/** What adjudicators say about a debate; sides count from 0. */
export interface Ballot {
  /** By side, then by position; the reply stands last. */
  readonly speeches: readonly (readonly Speech[])[];
  /** One for each voting adjudicator in panel order, or one for the room. */
  readonly sheets: readonly Scoresheet[];
  readonly motion: MotionId | null;
  /** The words of a motion that is none of the round's, where ballots may name one. */
  readonly ownMotion?: string;
  /** The motion each side vetoed. */
  readonly vetoes: readonly (MotionId | null)[];
  /** The side that did not turn up, where forfeits are enabled. */
  readonly forfeit: number | null;
  /** The adjudicators' reasons, for the teams, where ballots ask for them. */
  readonly comment?: string;
}

/** Who fills a ballot in, and whether with scores (spec tab §5.1). */
export interface BallotKind {
  readonly by: 'debate' | 'adjudicator';
  readonly hasScores: boolean;
}

/** The ballot a debate takes, or null when the settings contradict each other (spec tab §5.1). */
export function ballotKind(room: BallotRoom, settings: Settings): BallotKind | null {
  const isElimination = room.stage === 'elimination';
  const hasScores =
    settings.speakers_in_ballots !== 'never' &&
    !(settings.speakers_in_ballots === 'prelim' && isElimination) &&
    !(room.teams > 2 && isElimination);
  const setting = isElimination ? settings.ballots_per_debate_elim : settings.ballots_per_debate_prelim;
  if (setting === 'per-debate' || room.isSingleAdjudicator) return { by: 'debate', hasScores };
  if (room.teams > 2 && !settings.margin_includes_dissenters) return null;
  return { by: 'adjudicator', hasScores };
}

/** How many sheets the ballot has: one for each voting adjudicator, or one for the room. */
export function sheetsWanted(room: BallotRoom, kind: BallotKind): number {
  return kind.by === 'debate' ? 1 : room.panel.filter((role) => role !== 'trainee').length;
}

/**
 * All that keeps a ballot from being confirmed, in the order of the form; empty when it may be.
 * A ballot with a fault of code `missing` is unfinished, any other fault is a mistake.
 */
export function validateBallot(ballot: Ballot, room: BallotRoom, settings: Settings): BallotFault[] {
  const kind = ballotKind(room, settings);
  if (kind === null)
    return [ballotFault('panel', 'The settings contradict each other: rooms of this size cannot have a ballot per adjudicator.')];
  if (ballot.forfeit !== null) return forfeitFaults(ballot.forfeit, room, settings);
  const rule = sheetRule(room, kind, settings);
  return [
    ...panelFaults(ballot, room, kind),
    ...(kind.hasScores && room.rosters !== null ? lineupFaults(ballot.speeches, room.rosters, settings) : []),
    ...ballot.sheets.flatMap((sheet, index) => sheetFaults(sheet, rule).map((fault) => ({ ...fault, sheet: index }))),
  ];
}

function panelFaults(ballot: Ballot, room: BallotRoom, kind: BallotKind): BallotFault[] {
  const wanted = sheetsWanted(room, kind);
  if (kind.by === 'adjudicator' && !room.panel.includes('chair'))
    return [ballotFault('panel', 'The debate has no chair, so it cannot take a ballot from each adjudicator.')];
  if (ballot.sheets.length < wanted)
    return [ballotFault('missing', `${wanted} scoresheets are needed, and ${ballot.sheets.length} are there.`)];
  if (ballot.sheets.length > wanted) return [ballotFault('panel', `There are ${ballot.sheets.length} scoresheets for ${wanted} votes.`)];
  return [];
}

function forfeitFaults(side: number, room: BallotRoom, settings: Settings): BallotFault[] {
  if (!settings.enable_forfeits) return [ballotFault('forfeit', 'This tournament does not take forfeits.')];
  if (room.teams !== 2) return [ballotFault('forfeit', 'Only a debate of two teams can be forfeited.')];
  return side === 0 || side === 1 ? [] : [ballotFault('forfeit', 'Say which of the two teams forfeits.')];
}
