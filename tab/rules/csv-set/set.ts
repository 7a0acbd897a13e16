import type { BreakRule } from '../breaks/eligibility.ts';

/** What a set of files says, checked and with every name resolved; ready to be stored whole. */
export interface TournamentSet {
  readonly institutions: readonly SetInstitution[];
  readonly categories: readonly SetCategory[];
  readonly teams: readonly SetTeam[];
  readonly adjudicators: readonly SetAdjudicator[];
  readonly venues: readonly SetVenue[];
  readonly rounds: readonly SetRound[];
  readonly motions: readonly SetMotion[];
  readonly conflicts: SetConflicts;
}

export interface SetVenue {
  readonly name: string;
  readonly priority: number;
  readonly url?: string;
  /** Building or campus. */
  readonly site?: string;
}

export interface SetInstitution {
  readonly name: string;
  readonly code: string;
  readonly region: string;
}

export interface SetCategory {
  readonly name: string;
  readonly slug: string;
  readonly seq: number;
  readonly breakSize: number;
  readonly isGeneral: boolean;
  readonly priority: number;
  readonly rule: BreakRule;
}

export interface SetTeam {
  readonly institution: SetInstitution | null;
  readonly reference: string;
  readonly shortReference: string;
  readonly usesInstitutionPrefix: boolean;
  readonly seed: number | null;
  /** Slugs of the categories it may break in, general ones not named. */
  readonly categories: readonly string[];
  readonly speakers: readonly SetSpeaker[];
}

export interface SetSpeaker {
  readonly name: string;
  readonly email: string;
  readonly gender: Gender;
  /** Speaker categories, by name or address; left out where the files say none. */
  readonly categories?: readonly string[];
}

export type Gender = 'M' | 'F' | 'O' | '';

export interface SetAdjudicator extends SetSpeaker {
  readonly institution: SetInstitution | null;
  /** Null: nobody said, so the middle of the tournament's range is taken. */
  readonly baseScore: number | null;
  readonly isTrainee: boolean;
  readonly isCore: boolean;
  readonly isIndependent: boolean;
  readonly phone: string;
}

export interface SetRound {
  readonly seq: number;
  readonly name: string;
  readonly abbreviation: string;
  readonly stage: 'P' | 'E';
  readonly drawType: 'R' | 'M' | 'D' | 'P' | 'S' | 'E';
  readonly isSilent: boolean;
  readonly feedbackWeight: number;
  /** Slug; null in preliminary rounds. */
  readonly category: string | null;
  readonly weight: number;
}

export interface SetMotion {
  /** Names or abbreviations of the rounds it is for. */
  readonly rounds: readonly string[];
  readonly seq: number;
  readonly reference: string;
  readonly text: string;
}

/** Pairs that must not meet, beside everybody's own institution. */
export interface SetConflicts {
  readonly adjudicatorTeam: readonly (readonly [SetAdjudicator, SetTeam])[];
  readonly adjudicatorInstitution: readonly (readonly [SetAdjudicator, SetInstitution])[];
  readonly adjudicatorAdjudicator: readonly (readonly [SetAdjudicator, SetAdjudicator])[];
  readonly teamInstitution: readonly (readonly [SetTeam, SetInstitution])[];
}

/** What the tournament has already and the files may name. */
export interface KnownNames {
  readonly institutions: readonly SetInstitution[];
  readonly categories: readonly { readonly slug: string; readonly name: string }[];
}
