import type { Random } from '#kit/math/random.ts';
import { seededRandom } from '#kit/math/random.ts';
import { WrongInput } from '../errors.ts';
import type { SetAdjudicator, SetCategory, SetInstitution, SetSpeaker, SetTeam, TournamentSet } from '../rules/csv-set/set.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { createTournament } from './create.ts';
import { firstNames, institutions, lastNames } from './demo-names.ts';
import { formats, openToThePublic } from './formats.ts';
import type { FormatName } from './formats.ts';
import { plannedRounds } from './planned-rounds.ts';
import { simulateRounds } from './simulate.ts';

interface Demo {
  readonly name: string;
  readonly format: FormatName;
  readonly teams: number;
  readonly adjudicators: number;
  readonly rooms: number;
  readonly rounds: number;
  readonly breakSize: number;
}

/** The made-up tournaments (requirements §10.5). */
export const demos = {
  bp24: { name: 'Harbour Open', format: 'bp', teams: 24, adjudicators: 16, rooms: 8, rounds: 5, breakSize: 8 },
  bp88: { name: 'Lakes Intervarsity', format: 'bp', teams: 88, adjudicators: 66, rooms: 24, rounds: 6, breakSize: 16 },
  australs24: { name: 'Southern Cup', format: 'australs', teams: 24, adjudicators: 30, rooms: 14, rounds: 6, breakSize: 8 },
  wsdc8: { name: 'Schools Day', format: 'wsdc', teams: 8, adjudicators: 12, rooms: 5, rounds: 4, breakSize: 4 },
} as const satisfies Record<string, Demo>;

export type DemoName = keyof typeof demos;

export function isDemo(name: unknown): name is DemoName {
  return typeof name === 'string' && Object.hasOwn(demos, name);
}

export interface DemoWish {
  readonly demo: DemoName;
  readonly actor: string;
  /** How many rounds have been played already; none unless said. */
  readonly simulate?: number;
  readonly name?: string;
  readonly slug?: string;
  /** The same seed makes the same people; new ones unless said. */
  readonly seed?: string;
}

/** Makes a tournament with invented people, open to the public, some of its rounds played when asked. */
export async function createDemo(tab: Tab, wish: DemoWish): Promise<Tournament> {
  const demo = demos[wish.demo];
  const simulate = wish.simulate ?? 0;
  if (!Number.isInteger(simulate) || simulate < 0 || simulate > demo.rounds)
    throw new WrongInput(`This tournament has ${demo.rounds} preliminary rounds; between 0 and ${demo.rounds} can be simulated.`);
  const seed = wish.seed ?? tab.newSeed();
  const name = wish.name ?? demo.name;
  const tournament = await createTournament(tab, {
    name,
    slug: wish.slug ?? (await freeSlug(tab, wish.demo)),
    format: demo.format,
    settings: openToThePublic,
    actor: wish.actor,
    set: demoSet(demo, seededRandom(`people ${seed}`)),
  });
  await simulateRounds(tab, { tournament, count: simulate, actor: wish.actor, seed });
  return tournament;
}

/** `bp24`, or `bp24-2` and so on when it is taken. */
async function freeSlug(tab: Tab, name: string): Promise<string> {
  const taken = new Set((await tournaments.list(tab.db)).map(({ slug }) => slug));
  let slug = name;
  for (let number = 2; taken.has(slug); number += 1) slug = `${name}-${number}`;
  return slug;
}

/** All that the tournament starts with. Pure: the same chance gives the same people. */
function demoSet(demo: Demo, random: Random): TournamentSet {
  const places = institutions.map(([code, name]): SetInstitution => ({ code, name, region: '' }));
  const names = random.shuffle(firstNames.flatMap((first) => lastNames.map((last) => `${first} ${last}`)));
  const people = names.map((name): SetSpeaker => ({ name, email: '', gender: '' }));
  const { speakersInTeam } = formats[demo.format];
  const judges = people.slice(demo.teams * speakersInTeam, demo.teams * speakersInTeam + demo.adjudicators);
  const category: SetCategory = {
    name: 'Open',
    slug: 'open',
    seq: 1,
    breakSize: demo.breakSize,
    isGeneral: true,
    priority: 0,
    rule: 'standard',
  };
  return {
    institutions: places,
    categories: [category],
    teams: Array.from({ length: demo.teams }, (_team, index) =>
      demoTeam(places, { index, speakers: people.slice(index * speakersInTeam, (index + 1) * speakersInTeam) }),
    ),
    adjudicators: judges.map((person, index) =>
      demoJudge(person, { place: at(places, index), score: scoreOf(demo, index, random), index }),
    ),
    venues: Array.from({ length: demo.rooms }, (_room, index) => ({
      name: `${'ABC'[index % 3]}${101 + Math.floor(index / 3)}`,
      priority: 100 - index,
    })),
    rounds: plannedRounds({
      preliminary: demo.rounds,
      categories: [category],
      teamsInDebate: demo.format === 'bp' ? 4 : 2,
    }),
    motions: [],
    conflicts: { adjudicatorTeam: [], adjudicatorInstitution: [], adjudicatorAdjudicator: [], teamInstitution: [] },
  };
}

function demoTeam(places: readonly SetInstitution[], { index, speakers }: { index: number; speakers: readonly SetSpeaker[] }): SetTeam {
  return {
    institution: at(places, index),
    reference: String(1 + Math.floor(index / places.length)),
    shortReference: '',
    usesInstitutionPrefix: true,
    seed: null,
    categories: [],
    speakers,
  };
}

function demoJudge(person: SetSpeaker, { place, score, index }: { place: SetInstitution; score: number; index: number }): SetAdjudicator {
  return { ...person, institution: place, baseScore: score, isTrainee: false, isCore: index < 3, isIndependent: false, phone: '' };
}

/** Falls from near the top of the range; two thirds of the judges may chair. */
function scoreOf(demo: Demo, index: number, random: Random): number {
  const top = demo.format === 'bp' ? 10 : 5;
  const share = 1 - index / demo.adjudicators;
  return Math.round((top * (0.35 + 0.6 * share) + random.next() * 0.2) * 10) / 10;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('the list is not empty');
  return item;
}
