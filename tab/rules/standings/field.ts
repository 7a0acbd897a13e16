import type { InstitutionId, PersonId, TeamId } from '../ids.ts';

/** All that standings are computed from: the preliminary rounds of a tournament with their results as stored. */
export interface StandingsField {
  /** Preliminary rounds only; debates of other rounds are not looked at. */
  readonly rounds: readonly { readonly seq: number; readonly weight: number }[];
  /** In the order that teams with equal metrics keep (by name). */
  readonly teams: readonly StandingsTeam[];
  /** In the order that speakers with equal metrics keep. */
  readonly speakers: readonly { readonly id: PersonId; readonly team: TeamId }[];
  readonly debates: readonly PlayedDebate[];
}

export interface StandingsTeam {
  readonly id: TeamId;
  readonly institution: InstitutionId | null;
  /** Where teams play in divisions. */
  readonly division?: number | null;
}

/** A debate of the draw, with its result once there is one. A bye is a debate of one team on side −1. */
export interface PlayedDebate {
  readonly round: number;
  /** Only confirmed results count; a draw without one still makes opponents. */
  readonly isConfirmed: boolean;
  readonly teams: readonly PlayedTeam[];
}

export interface PlayedTeam {
  readonly team: TeamId;
  readonly side: number;
  readonly flags: readonly string[];
  readonly points: number | null;
  readonly win: boolean | null;
  readonly margin: number | null;
  readonly score: number | null;
  readonly votesGiven: number | null;
  readonly votesPossible: number | null;
  readonly hasGhost: boolean;
  readonly speeches: readonly PlayedSpeech[];
}

export interface PlayedSpeech {
  readonly speaker: PersonId;
  /** From 1; the reply follows the last substantive speech. */
  readonly position: number;
  readonly score: number;
  readonly isGhost: boolean;
  readonly rank: number | null;
}
