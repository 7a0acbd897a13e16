import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '#kit/math/random.ts';
import type { Browser, Page } from './browser.ts';
import { answersTo } from '#kit/html/read-form.ts';
import { playLive, type LiveMoves } from './live-page.ts';
import { awaitNews } from './news.ts';
import type { Tally } from './tally.ts';
import type { Trace } from './trace.ts';

/** What a participant gave and was told to have given, in order. */
export interface Played {
  readonly finished: boolean;
  readonly submits: number;
  /** Each field's last accepted answer. */
  readonly answers: Readonly<Record<string, string>>;
}

export interface Participant {
  readonly browser: Browser;
  readonly random: Random;
  /** Milliseconds before something is done about a page. */
  readonly pause: () => number;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  /** Their code. */
  readonly code: string;
  /** Null: live pages are not played. */
  readonly moves: LiveMoves | null;
  readonly trace: Trace;
}

/** A page that complains this often about answers within its own rules is broken. */
const mostRefusals = 5;
/** Then somebody presses the button of a live page that has one. */
const mostMessages = 20;
/** How often a wait page looks by itself when nothing is pushed to it; and over which time a released crowd spreads. */
const lookAgainMs = 15_000;
const spreadMs = 300;

/** Plays from a start link to the end, as somebody at a phone would: reads, answers, waits for the others. */
export async function play(startUrl: string, participant: Participant): Promise<Played> {
  const { browser, pause, random, signal } = participant;
  const answers: Record<string, string> = {};
  let [page, submits, refusals] = [await browser.open(startUrl), 0, 0];
  while (!isEnd(page)) {
    if (page.status >= 400 && page.form === null) return { finished: false, submits, answers };
    if (page.form === null) {
      page = await waitOn(page, participant);
      continue;
    }
    sees(participant);
    if ((await liveOn(page, participant)) === 'over') {
      page = await browser.open(page.url);
      continue;
    }
    const pauseMs = pause();
    if (pauseMs > 0) await sleep(pauseMs, undefined, { signal });
    const fields = answersTo(page.form, random);
    const sentMs = performance.now();
    const next = await browser.submit(page, fields);
    submits += 1;
    refusals = isRefusal(next) ? refusals + 1 : 0;
    if (refusals === 0) takes({ participant, answers, fields, sentMs });
    if (refusals >= mostRefusals) return { finished: false, submits, answers };
    page = next;
  }
  sees(participant);
  return { finished: true, submits, answers };
}

const sees = ({ trace, code }: Participant): void => trace.saw(code, performance.now());

interface Taken {
  readonly participant: Participant;
  readonly answers: Record<string, string>;
  readonly fields: readonly (readonly [string, string])[];
  readonly sentMs: number;
}

function takes({ participant: { trace, code }, answers, fields, sentMs }: Taken): void {
  const own = ownAnswers(fields);
  Object.assign(answers, own);
  if (Object.keys(own).length > 0) trace.decided(code, sentMs);
}

/** Until there is news, or one looks by oneself. */
async function waitOn(page: Page, { browser, random, signal, tally }: Participant): Promise<Page> {
  await awaitNews(newsOf(page), { limitMs: lookAgainMs * (0.75 + random.next() / 2), signal });
  const told = performance.now();
  await sleep(spreadMs * random.next(), undefined, { signal });
  const next = await browser.open(page.url);
  if (next.news === null) tally.released(performance.now() - told);
  return next;
}

/** Plays what is live on a page. */
async function liveOn(page: Page, participant: Participant): Promise<'over' | 'enough' | 'not live'> {
  const { code, moves, trace } = participant;
  if (page.live === null || moves === null) return 'not live';
  return playLive({
    ...participant,
    url: new URL(page.live, page.url).href,
    page: new URL(page.url).pathname.split('/')[4] ?? '',
    moves,
    most: page.html.includes('otree-btn-next') ? mostMessages : null,
    onState: (atMs) => trace.saw(code, atMs),
    onMessage: () => trace.message(),
    onTaken: (atMs) => trace.decided(code, atMs),
  });
}

/** The last page: it asks nothing and waits for nobody. */
function isEnd(page: Page): boolean {
  return page.status < 400 && page.html.includes('data-page="end"');
}

/** The event stream that the wait page's own script listens to. */
function newsOf(page: Page): string {
  return new URL(page.news ?? page.url, page.url).href;
}

const isRefusal = (page: Page): boolean => page.status === 400 || page.status === 422 || page.complaints.length > 0;

/** Without what the page itself put into the form. */
function ownAnswers(fields: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(fields.filter(([name]) => name !== 'intent' && !name.startsWith('_')));
}
