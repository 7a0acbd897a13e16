import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '#kit/math/random.ts';
import type { Browser } from './browser.ts';
import { thinkingMs } from './plan.ts';

/** What a spectator waits for: a name that stands on the draw. */
export interface Watching {
  readonly home: string;
  readonly browser: Browser;
  readonly random: Random;
  readonly thinkMs: number;
  readonly signal: AbortSignal;
  /** The team this spectator came for; known when the draw is out. */
  team(): string | null;
}

/** Somebody who is told nothing looks again this often. */
const lookAgainMs = 1_000;

/** Opens the tournament, waits for the draw with the page before them, and finds their team. Gives the moment at which they saw it. */
export async function watchDraw(watching: Watching): Promise<number> {
  const { browser, home, random, signal, thinkMs } = watching;
  await browser.open(home);
  for (;;) {
    const draw = await browser.open(new URL('draw/', home).href);
    const team = watching.team();
    if (team !== null && draw.html.includes(team)) return performance.now();
    await sleep(lookAgainMs * (0.5 + random.next()) + (thinkMs > 0 ? thinkingMs(thinkMs, random) : 0), undefined, { signal });
  }
}

/** After the round: its results and the standings. */
export async function readResults({ browser, home }: Watching): Promise<void> {
  await browser.open(new URL('results/round/1/', home).href);
  await browser.open(new URL('standings/current-standings/', home).href);
}
