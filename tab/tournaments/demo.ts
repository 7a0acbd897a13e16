import { seededRandom } from '#kit/math/random.ts';
import { WrongInput } from '../errors.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { createTournament } from './create.ts';
import { openToThePublic, withoutMotions } from './formats.ts';
import { madeUpSet } from './made-up-set.ts';
import type { MadeUp } from './made-up-set.ts';
import { simulateRounds } from './simulate.ts';

interface Demo extends MadeUp {
  readonly name: string;
}

const open = (size: number): MadeUp['breaks'] => [{ name: 'Open', size, eligibleOfTen: 10 }];

/** Three breaks of a world championship. */
export const threeBreaks: MadeUp['breaks'] = [
  { name: 'Open', size: 48, eligibleOfTen: 10 },
  { name: 'ESL', size: 16, eligibleOfTen: 5 },
  { name: 'EFL', size: 8, eligibleOfTen: 2 },
];

/** The made-up tournaments (requirements §10.5). */
export const demos = {
  bp24: { name: 'Harbour Open', format: 'bp', teams: 24, adjudicators: 16, rooms: 8, rounds: 5, breaks: open(8) },
  bp88: { name: 'Lakes Intervarsity', format: 'bp', teams: 88, adjudicators: 66, rooms: 24, rounds: 6, breaks: open(16) },
  bp400: { name: 'World Championship', format: 'bp', teams: 400, adjudicators: 400, rooms: 110, rounds: 9, breaks: threeBreaks },
  australs24: { name: 'Southern Cup', format: 'australs', teams: 24, adjudicators: 30, rooms: 14, rounds: 6, breaks: open(8) },
  wsdc8: { name: 'Schools Day', format: 'wsdc', teams: 8, adjudicators: 12, rooms: 5, rounds: 4, breaks: open(4) },
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
    settings: { ...openToThePublic, ...withoutMotions },
    actor: wish.actor,
    set: madeUpSet(demo, seededRandom(`people ${seed}`)),
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
