import type { PanelPlace } from '../debate.ts';
import { spreadOf, type Spread } from './quantiles.ts';

/** As people say it of themselves; empty when they have not said. */
export type Gender = 'M' | 'F' | 'O' | '';

/** The groups that diversity is counted by. Tab spec section 6.8. */
export type GenderGroup = 'notMale' | 'male' | 'unknown';

export const genderGroups: readonly GenderGroup[] = ['notMale', 'male', 'unknown'];

const groupOf: Record<Gender, GenderGroup> = { F: 'notMale', O: 'notMale', M: 'male', '': 'unknown' };

export interface DiversityField {
  readonly speakers: readonly {
    readonly gender: Gender;
    readonly region: string | null;
    /** Slugs of the speaker categories. */
    readonly categories: readonly string[];
    /** The team breaks in some category. */
    readonly isBreaking: boolean;
  }[];
  readonly adjudicators: readonly {
    readonly gender: Gender;
    readonly region: string | null;
    readonly isIndependent: boolean;
    readonly isBreaking: boolean;
  }[];
  /** Everybody who sat on a panel, once a debate. */
  readonly seats: readonly { readonly gender: Gender; readonly place: PanelPlace }[];
  /** Substantive speeches that are no ghosts. */
  readonly speeches: readonly { readonly gender: Gender; readonly position: number; readonly stage: 'P' | 'E'; readonly score: number }[];
  /** Feedback that counts, by the gender of whom it is about. */
  readonly ratings: readonly { readonly gender: Gender; readonly from: RatingSource; readonly score: number }[];
  /** Slugs of all speaker categories, in order. */
  readonly categories: readonly string[];
}

export type RatingSource = 'team' | 'C' | 'P' | 'T';

export type GenderCounts = Readonly<Record<GenderGroup, number>>;
export type GenderSpreads = Readonly<Record<GenderGroup, Spread>>;

/** One line: who is counted, and how many of each group. */
export interface CountLine {
  readonly of: string;
  readonly counts: GenderCounts;
}

export interface SpreadLine {
  readonly of: string;
  readonly spreads: GenderSpreads;
}

export interface Diversity {
  readonly speakers: CountLine;
  readonly speakersByRegion: readonly CountLine[];
  /** Each category, then who is not in it. */
  readonly speakersByCategory: readonly { readonly category: string; readonly inside: GenderCounts; readonly outside: GenderCounts }[];
  readonly adjudicators: CountLine;
  readonly independents: CountLine;
  readonly adjudicatorsByRegion: readonly CountLine[];
  /** Chairs, panellists, trainees. */
  readonly places: readonly CountLine[];
  readonly scores: GenderSpreads;
  /** By speaking position, from the first. */
  readonly scoresByPosition: readonly SpreadLine[];
  readonly eliminationScores: GenderSpreads;
  readonly ratings: readonly SpreadLine[];
  /** Figures that tell who breaks; null while that is not public. */
  readonly breaking: BreakingDiversity | null;
}

export interface BreakingDiversity {
  readonly speakers: CountLine;
  readonly speakersByRegion: readonly CountLine[];
  readonly adjudicators: CountLine;
}

/** What may be told of who breaks: both, on pages of the staff. */
export interface ShownBreaks {
  readonly areTeamsShown: boolean;
  readonly areAdjudicatorsShown: boolean;
}

const places = { C: 'Chairs', P: 'Panellists', T: 'Trainees' } as const;
const ratingSources = { team: 'From teams', C: 'From chairs', P: 'From panellists', T: 'From trainees' } as const;

/** How many of each group there are and how they score. Figures of who breaks are left out as far as the break is not shown. */
export function diversity(field: DiversityField, shown: ShownBreaks): Diversity {
  const { speakers, adjudicators, speeches } = field;
  const preliminary = speeches.filter(({ stage }) => stage === 'P');
  const positions = [...new Set(preliminary.map(({ position }) => position))].sort((a, b) => a - b);
  return {
    speakers: line('Speakers', speakers),
    speakersByRegion: byRegion(speakers),
    speakersByCategory: field.categories.map((category) => ({
      category,
      inside: countsOf(speakers.filter((one) => one.categories.includes(category))),
      outside: countsOf(speakers.filter((one) => !one.categories.includes(category))),
    })),
    adjudicators: line('Adjudicators', adjudicators),
    independents: line(
      'Independents',
      adjudicators.filter((one) => one.isIndependent),
    ),
    adjudicatorsByRegion: byRegion(adjudicators),
    places: (['C', 'P', 'T'] as const).map((place) =>
      line(
        places[place],
        field.seats.filter((seat) => seat.place === place),
      ),
    ),
    scores: spreadsOf(preliminary),
    scoresByPosition: positions.map((position) => ({
      of: `Position ${position}`,
      spreads: spreadsOf(preliminary.filter((speech) => speech.position === position)),
    })),
    eliminationScores: spreadsOf(speeches.filter(({ stage }) => stage === 'E')),
    ratings: (['team', 'C', 'P', 'T'] as const).map((from) => ({
      of: ratingSources[from],
      spreads: spreadsOf(field.ratings.filter((rating) => rating.from === from)),
    })),
    breaking: breakingDiversity(field, shown),
  };
}

function breakingDiversity({ speakers, adjudicators }: DiversityField, shown: ShownBreaks): BreakingDiversity | null {
  if (!shown.areTeamsShown && !shown.areAdjudicatorsShown) return null;
  const breakingSpeakers = shown.areTeamsShown ? speakers.filter((one) => one.isBreaking) : [];
  const breakingAdjudicators = shown.areAdjudicatorsShown ? adjudicators.filter((one) => one.isBreaking) : [];
  return {
    speakers: line('Breaking speakers', breakingSpeakers),
    speakersByRegion: byRegion(breakingSpeakers),
    adjudicators: line('Breaking adjudicators', breakingAdjudicators),
  };
}

interface Counted {
  readonly gender: Gender;
}

function line(of: string, people: readonly Counted[]): CountLine {
  return { of, counts: countsOf(people) };
}

function countsOf(people: readonly Counted[]): GenderCounts {
  const count = (group: GenderGroup): number => people.filter(({ gender }) => groupOf[gender] === group).length;
  return { notMale: count('notMale'), male: count('male'), unknown: count('unknown') };
}

/** Regions by name; people of no region are in none. */
function byRegion(people: readonly (Counted & { readonly region: string | null })[]): CountLine[] {
  const regions = new Set(people.flatMap(({ region }) => region ?? []));
  return [...regions].sort().map((region) =>
    line(
      region,
      people.filter((one) => one.region === region),
    ),
  );
}

function spreadsOf(scored: readonly (Counted & { readonly score: number })[]): GenderSpreads {
  const spread = (group: GenderGroup): Spread =>
    spreadOf(scored.filter(({ gender }) => groupOf[gender] === group).map(({ score }) => score));
  return { notMale: spread('notMale'), male: spread('male'), unknown: spread('unknown') };
}
