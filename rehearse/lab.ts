import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { readCsv, type CsvRow } from '#kit/files/csv.ts';
import { seededRandom, type Random } from '#kit/math/random.ts';
import { Api } from './api.ts';
import { Browser } from './browser.ts';
import type { LiveMoves } from './live-page.ts';
import { play, type Played } from './participant.ts';
import { arrivals, thinkingMs, type Arrival } from './plan.ts';
import { publicGoodsFaults } from './scenarios/public-goods.ts';
import { Tally, type Totals } from './tally.ts';
import { dynoLoads, type DynoLoad, type Target } from './target.ts';
import { Trace, type Groups } from './trace.ts';

export interface LabRehearsal {
  /** The session config: `public_goods`. */
  readonly game: string;
  readonly people: number;
  /** Mean time that somebody looks at a page. 0: no pause. */
  readonly thinkMs: number;
  /** When given, people look at a page for anything between `thinkMs` and this. */
  readonly mostThinkMs?: number;
  /** Web processes that people are spread over; all go to the target's address when absent. */
  readonly urls?: readonly string[];
  /** People arrive over this time. */
  readonly arriveMs: number;
  readonly seed: string;
  /** Give up after this. */
  readonly limitMs: number;
  onProgress(line: string): void;
  /** The game whose rows are checked; the one with the config's name when absent. */
  readonly app?: string;
  /** What people do on live pages; without it they cannot be rehearsed. */
  readonly moves?: LiveMoves;
  readonly observer?: Observer;
  /** Ends it before its time. */
  readonly signal?: AbortSignal;
  /** Sent with every request of a bot. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Learns more of a rehearsal than its report says. */
export interface Observer {
  /** The seats are made and nobody has come yet. */
  started(): void;
  /** Everybody is through. */
  ended(trace: Trace): void;
  /** What was stored has been read. */
  grouped(groups: Groups): void;
}

/** What a rehearsed session showed. `failed` counts requests and rows that went wrong; `cut` ones were sent again and counted once. */
export interface LabReport extends Totals {
  readonly rehearsal: 'lab';
  readonly game: string;
  readonly session: string;
  readonly asked: number;
  readonly finished: number;
  readonly seconds: number;
  readonly pagesPerSecond: number;
  readonly rows: { readonly wide: number; readonly ofGame: number };
  readonly dynos: readonly DynoLoad[];
}

/** A session of its own, made through the app's API, played to the end by `people` bots over HTTP, and checked in its export. */
export async function rehearseLab(target: Target, rehearsal: LabRehearsal): Promise<LabReport> {
  const api = new Api(target.url, { 'otree-rest-key': target.key });
  const session = await createSession(api, rehearsal);
  rehearsal.onProgress(`session ${session.code}: ${session.participants.length} seats, first page /InitializeParticipant/…`);
  const [tally, trace] = [new Tally(), new Trace()];
  rehearsal.observer?.started();
  const started = performance.now();
  const played = await playAll({ target, rehearsal, tally, trace, participants: session.participants });
  const seconds = (performance.now() - started) / 1_000;
  rehearsal.observer?.ended(trace);
  const dynos = await dynoLoads(target);
  const rows = await checkRows({ api, session, rehearsal, tally, played });
  const totals = tally.totals();
  const finished = [...played.values()].filter((one) => one.finished).length;
  return {
    rehearsal: 'lab',
    game: rehearsal.game,
    session: session.code,
    asked: rehearsal.people,
    finished,
    seconds: rounded(seconds),
    pagesPerSecond: rounded(totals.pages / seconds),
    rows,
    ...totals,
    dynos,
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

const createdSession = v.looseObject({ code: v.string() });
const sessionDetails = v.looseObject({ participants: v.array(v.looseObject({ code: v.string() })) });

interface Session {
  readonly code: string;
  readonly participants: readonly string[];
}

async function createSession(api: Api, { game, people }: LabRehearsal): Promise<Session> {
  const wish = { session_config_name: game, num_participants: people, label: 'rehearsal' };
  const { code } = v.parse(createdSession, (await api.post('/api/sessions', wish)).json());
  const { participants } = v.parse(sessionDetails, (await api.get(`/api/sessions/${code}`)).json());
  return { code, participants: participants.map((participant) => participant.code) };
}

interface Crowd {
  readonly target: Target;
  readonly rehearsal: LabRehearsal;
  readonly tally: Tally;
  readonly trace: Trace;
  readonly participants: readonly string[];
}

/** By participant code. */
async function playAll(crowd: Crowd): Promise<ReadonlyMap<string, Played>> {
  const { people, arriveMs: overMs, seed, limitMs } = crowd.rehearsal;
  const limit = AbortSignal.timeout(limitMs);
  const signal = crowd.rehearsal.signal === undefined ? limit : AbortSignal.any([limit, crowd.rehearsal.signal]);
  const coming = arrivals({ people, overMs, seed }, seededRandom(seed));
  const played = coming.map(async (arrival, at): Promise<[string, Played]> => {
    const code = crowd.participants[at] ?? '';
    return [code, await playOne(crowd, { arrival, code, signal })];
  });
  return new Map(await Promise.all(played));
}

async function playOne(crowd: Crowd, one: { arrival: Arrival; code: string; signal: AbortSignal }): Promise<Played> {
  const { rehearsal, tally, trace, target } = crowd;
  const { arrival, code, signal } = one;
  const random = seededRandom(arrival.seed);
  try {
    await sleep(arrival.afterMs, undefined, { signal });
    const browser = new Browser({ tally, random, signal, headers: rehearsal.headers ?? {} });
    const { urls = [target.url] } = rehearsal;
    const url = new URL(`/InitializeParticipant/${code}`, urls[arrival.number % urls.length]).href;
    const pause = (): number => pauseMs(rehearsal, random);
    return await play(url, { browser, random, pause, signal, tally, trace, code, moves: rehearsal.moves ?? null });
  } catch (error) {
    tally.failure(signal.aborted ? 'not finished in time' : String(error instanceof Error ? error.message : error));
    return { finished: false, submits: 0, answers: {} };
  }
}

function pauseMs({ thinkMs, mostThinkMs }: LabRehearsal, random: Random): number {
  if (mostThinkMs !== undefined) return Math.round(thinkMs + random.next() * (mostThinkMs - thinkMs));
  return thinkMs > 0 ? thinkingMs(thinkMs, random) : 0;
}

interface Checking {
  readonly api: Api;
  readonly session: Session;
  readonly rehearsal: LabRehearsal;
  readonly tally: Tally;
  readonly played: ReadonlyMap<string, Played>;
}

/** What the app has stored against what was sent: nothing lost, nothing doubled, nothing paid wrongly. */
async function checkRows({ api, session, rehearsal, tally, played }: Checking): Promise<LabReport['rows']> {
  const wide = readCsv((await api.get(`/api/export_wide?session_code=${session.code}`)).text).rows;
  const game = readCsv((await api.get(`/api/export_app?app=${rehearsal.app ?? rehearsal.game}&session_code=${session.code}`)).text).rows;
  for (const fault of rowFaults(game, played)) tally.failure(fault);
  if ((rehearsal.app ?? rehearsal.game) === 'public_goods') for (const fault of publicGoodsFaults(game)) tally.failure(fault);
  if (wide.length !== rehearsal.people) tally.failure(`the wide export has ${wide.length} rows for ${rehearsal.people} people`);
  rehearsal.observer?.grouped(groupsIn(game));
  return { wide: wide.length, ofGame: game.length };
}

/** Who was with whom, round by round. */
function groupsIn(rows: readonly CsvRow[]): Groups {
  const groups = new Map<string, string[]>();
  for (const { cells } of rows) {
    const code = cells['participant.code'] ?? '';
    const group = `${cells['subsession.round_number'] ?? ''} ${cells['group.id_in_subsession'] ?? ''}`;
    groups.set(code, [...(groups.get(code) ?? []), group]);
  }
  return groups;
}

/** Of the last round, each row must hold the very answers its participant sent. */
function rowFaults(rows: readonly CsvRow[], played: ReadonlyMap<string, Played>): string[] {
  const lastRow = new Map(rows.map((row) => [row.cells['participant.code'] ?? '', row]));
  return [...played].flatMap(([code, { answers, finished }]) => {
    const row = lastRow.get(code);
    if (row === undefined) return ['a participant is missing in the export'];
    if (!finished) return [];
    const wrong = Object.entries(answers).filter(([name, sent]) => !isStored(row.cells[`player.${name}`], sent));
    return wrong.map(([name]) => `a submit was lost: ${name} is not stored as it was sent`);
  });
}

/** Columns that are not the player's own, and choices that are stored as numbers, are not compared. */
function isStored(stored: string | undefined, sent: string): boolean {
  if (stored === undefined || stored === sent) return true;
  return Number(stored) === Number(sent) || (Number.isNaN(Number(sent)) && stored !== '');
}
