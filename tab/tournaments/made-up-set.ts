import type { Random } from '#kit/math/random.ts';
import type { SetAdjudicator, SetCategory, SetInstitution, SetSpeaker, SetTeam, TournamentSet } from '../rules/csv-set/set.ts';
import { formatPresets } from '../rules/presets/formats.ts';
import type { FormatPresetName } from '../rules/presets/formats.ts';
import { firstNames, institutions, lastNames } from './demo-names.ts';
import { plannedRounds } from './planned-rounds.ts';

/** A tournament of invented people: how large, and who breaks. */
export interface MadeUp {
  readonly format: FormatPresetName;
  readonly teams: number;
  readonly adjudicators: number;
  readonly rooms: number;
  readonly rounds: number;
  /** The first is general: every team may break in it. */
  readonly breaks: readonly MadeUpBreak[];
}

export interface MadeUpBreak {
  readonly name: string;
  readonly size: number;
  /** Of ten teams, how many may break here. */
  readonly eligibleOfTen: number;
}

/** All that the tournament starts with. Pure: the same chance gives the same people. */
export function madeUpSet(wish: MadeUp, random: Random): TournamentSet {
  const places = institutions.map(([code, name]): SetInstitution => ({ code, name, region: '' }));
  const names = random.shuffle(firstNames.flatMap((first) => lastNames.map((last) => `${first} ${last}`)));
  const people = names.map((name): SetSpeaker => ({ name, email: '', gender: '' }));
  const { speakersInTeam } = formatPresets[wish.format];
  const judges = people.slice(wish.teams * speakersInTeam, wish.teams * speakersInTeam + wish.adjudicators);
  const categories = wish.breaks.map(madeUpCategory);
  return {
    institutions: places,
    categories,
    teams: Array.from({ length: wish.teams }, (_team, index) =>
      madeUpTeam(places, {
        index,
        speakers: people.slice(index * speakersInTeam, (index + 1) * speakersInTeam),
        categories: wish.breaks
          .slice(1)
          .filter(({ eligibleOfTen }) => (index * 7) % 10 < eligibleOfTen)
          .map(({ name }) => slugOf(name)),
      }),
    ),
    adjudicators: judges.map((person, index) =>
      madeUpJudge(person, { place: at(places, index), score: scoreOf(wish, index, random), index }),
    ),
    venues: Array.from({ length: wish.rooms }, (_room, index) => ({
      name: `${'ABC'[index % 3]}${101 + Math.floor(index / 3)}`,
      priority: Math.max(1, 100 - index),
    })),
    rounds: plannedRounds({ preliminary: wish.rounds, categories, teamsInDebate: wish.format === 'bp' ? 4 : 2 }),
    motions: [],
    conflicts: { adjudicatorTeam: [], adjudicatorInstitution: [], adjudicatorAdjudicator: [], teamInstitution: [] },
  };
}

const slugOf = (name: string): string => name.toLowerCase();

const madeUpCategory = ({ name, size }: MadeUpBreak, index: number): SetCategory => ({
  name,
  slug: slugOf(name),
  seq: index + 1,
  breakSize: size,
  isGeneral: index === 0,
  priority: -index,
  rule: 'standard',
});

interface TeamWish {
  readonly index: number;
  readonly speakers: readonly SetSpeaker[];
  readonly categories: readonly string[];
}

function madeUpTeam(places: readonly SetInstitution[], { index, speakers, categories }: TeamWish): SetTeam {
  return {
    institution: at(places, index),
    reference: String(1 + Math.floor(index / places.length)),
    shortReference: '',
    usesInstitutionPrefix: true,
    seed: null,
    categories,
    speakers,
  };
}

function madeUpJudge(person: SetSpeaker, { place, score, index }: { place: SetInstitution; score: number; index: number }): SetAdjudicator {
  return { ...person, institution: place, baseScore: score, isTrainee: false, isCore: index < 3, isIndependent: false, phone: '' };
}

/** Falls from near the top of the range; two thirds of the judges may chair. */
function scoreOf(wish: MadeUp, index: number, random: Random): number {
  const top = wish.format === 'bp' ? 10 : 5;
  const share = 1 - index / wish.adjudicators;
  return Math.round((top * (0.35 + 0.6 * share) + random.next() * 0.2) * 10) / 10;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('the list is not empty');
  return item;
}
