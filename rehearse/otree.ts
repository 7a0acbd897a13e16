import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { WebSocket } from 'ws';
import { readCsv } from '#kit/files/csv.ts';
import { answersTo } from '#kit/html/read-form.ts';
import { lookup } from '#kit/http/client.ts';
import { seededRandom, type Random } from '#kit/math/random.ts';
import { Api } from './api.ts';
import { Browser, type Page } from './browser.ts';
import { noBrowser } from './errors.ts';
import type { Screens } from './on-screen.ts';
import { arrivals } from './plan.ts';
import { thinkMs } from './rules/arrivals.ts';
import type { Think } from './rules/plan-file.ts';
import { Tally, type Totals } from './tally.ts';
import type { Target } from './target.ts';

export interface OtreeRehearsal {
  /** The session config. */
  readonly session: string;
  readonly people: number;
  readonly think: Think;
  readonly arriveMs: number;
  readonly seed: string;
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  /** So many of them play in a real browser. */
  readonly onScreen: number;
}

export interface OtreeReport extends Totals {
  readonly session: string;
  readonly finished: number;
  readonly seconds: number;
}

/**
 * A session of a real oTree project, made through its REST API and played to the end: forms by their own rules, wait pages over the
 * WebSocket that their script opens. Then every participant has to stand in the export once in each round of each app.
 */
export async function rehearseOtree(target: Target, rehearsal: OtreeRehearsal): Promise<OtreeReport> {
  const api = new Api(target.url, { 'otree-rest-key': target.key });
  const { code, codes, apps } = await session(api, rehearsal);
  const tally = new Tally();
  const screens = rehearsal.onScreen > 0 ? await openedScreens() : null;
  const startedMs = performance.now();
  const coming = arrivals({ people: rehearsal.people, overMs: rehearsal.arriveMs, seed: rehearsal.seed }, seededRandom(rehearsal.seed));
  const played = await Promise.all(
    coming.map(async ({ afterMs, seed }, at) => {
      try {
        await sleep(afterMs, undefined, { signal: rehearsal.signal });
        const [random, start] = [seededRandom(seed), new URL(`/InitializeParticipant/${codes[at] ?? ''}`, target.url).href];
        const person = { random, rehearsal, tally };
        await (screens !== null && at < rehearsal.onScreen ? playOnScreen(screens, start, person) : play(start, person));
        return true;
      } catch (error) {
        tally.failure(rehearsal.signal.aborted ? 'not finished in time' : String(error instanceof Error ? error.message : error));
        return false;
      }
    }),
  );
  const seconds = Math.round((performance.now() - startedMs) / 10) / 100;
  await screens?.close();
  for (const app of apps) await checkRows(api, { app, codes, tally });
  return { session: code, finished: played.filter(Boolean).length, seconds, ...tally.totals() };
}

const made = v.looseObject({ code: v.string() });
const details = v.looseObject({
  participants: v.array(v.looseObject({ code: v.string() })),
  config: v.optional(v.looseObject({ app_sequence: v.optional(v.array(v.string()), []) }), {}),
});

async function session(api: Api, { session: config, people }: OtreeRehearsal): Promise<{ code: string; codes: string[]; apps: string[] }> {
  const { code } = v.parse(made, (await api.post('/api/sessions', { session_config_name: config, num_participants: people })).json());
  const found = v.parse(details, (await api.get(`/api/sessions/${code}`)).json());
  return { code, codes: found.participants.map((one) => one.code), apps: found.config.app_sequence ?? [] };
}

interface Playing {
  readonly random: Random;
  readonly rehearsal: OtreeRehearsal;
  readonly tally: Tally;
}

/** A page that complains this often about answers within its own rules is broken. */
const mostRefusals = 5;

async function play(startUrl: string, { random, rehearsal, tally }: Playing): Promise<void> {
  const browser = new Browser({ tally, random, signal: rehearsal.signal, headers: rehearsal.headers });
  let page = await browser.open(startUrl);
  for (let refusals = 0; !isEnd(page);) {
    const socket = waitSocket(page);
    if (socket !== null) {
      await told(socket, rehearsal.signal);
      const toldMs = performance.now();
      page = await browser.open(page.url);
      if (waitSocket(page) === null) tally.released(performance.now() - toldMs);
      continue;
    }
    if (page.form === null) throw new Error(`there is no way on from ${page.title.trim() || 'a page'}`);
    const pauseMs = thinkMs(rehearsal.think, random);
    if (pauseMs > 0) await sleep(pauseMs, undefined, { signal: rehearsal.signal });
    const next = await browser.submit(page, answersTo(page.form, random));
    refusals = next.url === page.url && next.complaints.length > 0 ? refusals + 1 : 0;
    if (refusals >= mostRefusals) throw new Error(`${page.title.trim()} refuses answers within its own rules`);
    page = next;
  }
}

/** Few rehearsals need a browser, and not every machine has one. */
async function openedScreens(): Promise<Screens> {
  return import('./on-screen.ts').then(({ openScreens }) => openScreens()).catch((error: unknown) => Promise.reject(noBrowser(error)));
}

function playOnScreen(screens: Screens, start: string, { random, rehearsal, tally }: Playing): Promise<void> {
  const { headers, signal, think } = rehearsal;
  return screens.play(start, { random, tally, headers, signal, pause: () => thinkMs(think, random) });
}

const isEnd = (page: Page): boolean => page.url.includes('OutOfRangeNotification');

/** The address that a wait page's script connects to; null on any other page. */
function waitSocket({ html, url }: Page): string | null {
  const found = /\/wait_page\?[^"']+/.exec(html)?.[0];
  return found === undefined ? null : new URL(found.replaceAll('&amp;', '&'), url).href.replace(/^http/, 'ws');
}

/** Then the page's own script looks by itself. */
const lookAgainMs = 20_000;

/** Until the socket says something, is cut, or it is time to look. */
async function told(url: string, signal: AbortSignal): Promise<void> {
  const socket = new WebSocket(url, { lookup });
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, lookAgainMs);
  const stop = (): void => over.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  socket.on('message', () => over.resolve());
  socket.on('error', () => over.resolve());
  socket.on('close', () => over.resolve());
  try {
    signal.throwIfAborted();
    await over.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    socket.terminate();
  }
}

/** One row for each participant in each round, no more and no less. */
async function checkRows(
  api: Api,
  wish: { readonly app: string; readonly codes: readonly string[]; readonly tally: Tally },
): Promise<void> {
  const { rows } = readCsv((await api.get(`/api/export_app?app=${encodeURIComponent(wish.app)}`)).text);
  const own = rows.filter(({ cells }) => wish.codes.includes(cells['participant.code'] ?? ''));
  const rounds = Map.groupBy(own, ({ cells }) => cells['subsession.round_number'] ?? '');
  for (const [round, inRound] of rounds) {
    const once = new Set(inRound.map(({ cells }) => cells['participant.code']));
    if (once.size !== wish.codes.length || inRound.length !== wish.codes.length)
      wish.tally.failure(`round ${round} of ${wish.app} has ${inRound.length} rows for ${wish.codes.length} people`);
  }
  if (rounds.size === 0) wish.tally.failure(`the export of ${wish.app} has no rows`);
}
