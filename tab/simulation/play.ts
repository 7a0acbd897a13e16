import { seededRandom } from '#kit/math/random.ts';
import { csvSetOf } from '../export/csv-set.ts';
import { madeUpSet } from '../tournaments/made-up-set.ts';
import type { MadeUp } from '../tournaments/made-up-set.ts';
import { DeskBrowser } from './desk-browser.ts';
import { Director } from './director.ts';
import type { StepTime } from './director.ts';

export interface PlayWish {
  /** Where the tab runs: `http://127.0.0.1:8001`. */
  readonly url: string;
  readonly password: string;
  readonly name: string;
  readonly slug: string;
  readonly size: MadeUp;
  /** The same seed makes the same people and the same ballots. */
  readonly seed: string;
  /** How many rounds are played; all when left out. */
  readonly rounds?: number;
  readonly onProgress?: (line: string) => void;
}

export interface Played {
  readonly slug: string;
  readonly rounds: number;
  readonly ballots: number;
  /** By step: how often it was done, and how long it took at worst and in the middle, until the next page had come. */
  readonly steps: readonly StepFigures[];
}

export interface StepFigures {
  readonly step: string;
  readonly times: number;
  readonly medianMs: number;
  readonly worstMs: number;
}

/** The buttons that bring a round from nobody to the public draw, each on its page. */
const upToPublish = [
  { act: 'all-in', page: 'available', isOptional: true },
  { act: 'draw', page: 'draw' },
  { act: 'confirm-draw', page: 'draw' },
  { act: 'prioritise', page: 'panels', isOptional: true },
  { act: 'allocate', page: 'panels' },
  { act: 'allocate-rooms', page: 'rooms' },
  { act: 'confirm-sides', page: 'draw', isOptional: true },
  { act: 'publish', page: 'publish' },
] as const;

/** Plays a tournament from its files to its champion by the pages of a running tab, as its director would. */
export async function playTournament(wish: PlayWish): Promise<Played> {
  const browser = new DeskBrowser(wish.url);
  await Director.signIn(browser, wish.password);
  const { name, slug, size, seed } = wish;
  const files = csvSetOf(madeUpSet(size, seededRandom(`people ${seed}`)));
  const path = await Director.make(browser, { name, slug, format: size.format, files });
  const times: StepTime[] = [];
  const director = new Director({ browser, path, seed, onStep: (time) => times.push(time) });
  await director.set('public_features', openFeatures);
  await director.set('motions', {}, ['motions.enable_motions', 'motions.motion_vetoes_enabled']);
  const rules = await director.scoreRules();
  const rounds = (await director.rounds()).slice(0, wish.rounds);
  let ballots = 0;
  for (const round of rounds) {
    if (round === size.rounds + 1) await director.makeBreak();
    for (const { act, page, ...how } of upToPublish) await director.act(round, act, { page, ...how });
    ballots += await director.enterBallots(round, rules);
    await director.act(round, 'complete', { page: 'ballots' });
    wish.onProgress?.(`round ${round} is over, ${ballots} ballots so far`);
  }
  await director.set('tab_release', released);
  return { slug, rounds: rounds.length, ballots, steps: figuresOf(times) };
}

const openFeatures = {
  'public_features.public_draw': 'current',
  'public_features.public_results': '1',
  'public_features.public_breaking_teams': '1',
};

const released = {
  'tab_release.team_tab_released': '1',
  'tab_release.speaker_tab_released': '1',
  'tab_release.all_results_released': '1',
};

function figuresOf(times: readonly StepTime[]): StepFigures[] {
  return [...Map.groupBy(times, ({ step }) => step)].map(([step, of]) => {
    const ms = of.map((one) => one.ms).toSorted((a, b) => a - b);
    return { step, times: ms.length, medianMs: Math.round(ms[ms.length >> 1] ?? 0), worstMs: Math.round(ms.at(-1) ?? 0) };
  });
}
