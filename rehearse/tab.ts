import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '#kit/math/random.ts';
import { Api } from './api.ts';
import { Browser } from './browser.ts';
import { enterBallot } from './judge.ts';
import { arrivals, type Arrival } from './plan.ts';
import { readResults, watchDraw, type Watching } from './spectator.ts';
import { TabRoom, type Room } from './tab-room.ts';
import { Tally, type Totals } from './tally.ts';
import { dynoLoads, type DynoLoad, type Target } from './target.ts';

export interface TabRehearsal {
  /** People who look at the public pages before, at and after the publish of a draw. */
  readonly spectators: number;
  /** Chairs who enter their ballot on their private link; as many debates are drawn. */
  readonly judges: number;
  /** Mean time that somebody looks at a page. 0: no pause. */
  readonly thinkMs: number;
  /** Spectators come over this time before the draw, and to the results, judges to their ballots; all at once unless said. */
  readonly arriveMs?: number;
  readonly seed: string;
  /** Give up after this. */
  readonly limitMs: number;
  onProgress(line: string): void;
  /** Ends it before its time. */
  readonly signal?: AbortSignal;
  /** Sent with every request of a bot. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a rehearsed round showed. `asked` and `finished` count judges and spectators together. */
export interface TabReport extends Totals {
  readonly rehearsal: 'tab';
  readonly tournament: string;
  readonly asked: number;
  readonly finished: number;
  readonly spectators: number;
  readonly judges: number;
  readonly seconds: number;
  readonly pagesPerSecond: number;
  /** From the answer to *publish* until the last spectator had the draw before them; null when one never did. */
  readonly drawSeenMs: number | null;
  readonly ballots: { readonly debates: number; readonly sent: number; readonly confirmed: number };
  readonly dynos: readonly DynoLoad[];
}

/** A round of a tournament of its own: a crowd waits for the draw, it is published, judges send their ballots, the results come out. */
export async function rehearseTab(target: Target, rehearsal: TabRehearsal): Promise<TabReport> {
  const { judges, spectators } = rehearsal;
  const slug = `rehearsal-${randomBytes(4).toString('hex')}`;
  const api = new Api(target.url, { authorization: `Token ${target.key}` });
  const office = await TabRoom.open(api, { name: `Rehearsal ${slug}`, slug, rooms: judges });
  rehearsal.onProgress(`tournament ${slug}: ${judges * 4} teams in ${judges} rooms`);
  for (const act of ['all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms']) await office.act(act);
  const tally = new Tally();
  const event = new RoundEvent({ target, rehearsal, slug, office, tally });
  const started = performance.now();
  const seen = await event.publishBefore(spectators);
  const sent = await event.collectBallots(judges);
  const finishedSpectators = sent === judges ? await event.closeRound() : 0;
  const seconds = (performance.now() - started) / 1_000;
  const dynos = await dynoLoads(target);
  const confirmed = await event.countBallots();
  const totals = tally.totals();
  return {
    rehearsal: 'tab',
    tournament: slug,
    asked: judges + spectators,
    finished: sent + Math.min(seen.people, finishedSpectators),
    spectators,
    judges,
    seconds: rounded(seconds),
    pagesPerSecond: rounded(totals.pages / seconds),
    drawSeenMs: seen.people === spectators ? Math.round(seen.lastMs) : null,
    ballots: { debates: judges, sent, confirmed },
    ...totals,
    dynos,
  };
}

interface EventPlace {
  readonly target: Target;
  readonly rehearsal: TabRehearsal;
  readonly slug: string;
  readonly office: TabRoom;
  readonly tally: Tally;
}

interface Spectator extends Watching {
  readonly arrival: Arrival;
}

/** One round, from the waiting crowd to the results, and who takes part in it. */
class RoundEvent {
  readonly #place: EventPlace;
  readonly #signal: AbortSignal;
  #rooms: readonly Room[] = [];
  #crowd: readonly Spectator[] = [];

  constructor(place: EventPlace) {
    this.#place = place;
    const { limitMs, signal } = place.rehearsal;
    const limit = AbortSignal.timeout(limitMs);
    this.#signal = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  }

  /** The crowd has its pages open when the draw is published. */
  async publishBefore(people: number): Promise<{ readonly people: number; readonly lastMs: number }> {
    const { office, rehearsal } = this.#place;
    this.#rooms = await office.rooms();
    let publishedMs: number | null = null;
    const names = this.#rooms.flatMap((room) => room.teams);
    const { arriveMs = 0, seed } = rehearsal;
    this.#crowd = arrivals({ people, overMs: arriveMs, seed }, seededRandom(seed)).map((arrival, at) =>
      this.#spectator({ arrival, at }, () => (publishedMs === null ? null : (names[at % names.length] ?? null))),
    );
    const watching = this.#crowd.map((one) => this.#tried(() => this.#afterTheirWay(one).then(watchDraw)));
    await sleep(arriveMs, undefined, { signal: this.#signal });
    await office.act('publish');
    publishedMs = performance.now();
    rehearsal.onProgress('the draw is published');
    const seen = (await Promise.all(watching)).filter((moment) => moment !== null);
    return { people: seen.length, lastMs: Math.max(0, ...seen.map((moment) => moment - (publishedMs ?? 0))) };
  }

  /** How many ballots arrived. */
  async collectBallots(judges: number): Promise<number> {
    const { rehearsal, slug, target } = this.#place;
    const rooms = this.#rooms.slice(0, judges);
    const { arriveMs = 0, seed } = rehearsal;
    const coming = arrivals({ people: judges, overMs: arriveMs, seed: `${seed}/judges` }, seededRandom(`${seed}/judges`));
    const arrived = await Promise.all(
      rooms.map(async (room, at) => {
        const { browser, random } = this.#person(`judge/${at}`);
        const link = new URL(`/${slug}/privateurls/${room.chairKey}/`, target.url).href;
        return this.#tried(async () => {
          await sleep(coming[at]?.afterMs ?? 0, undefined, { signal: this.#signal });
          return enterBallot({ link, browser, random, thinkMs: rehearsal.thinkMs, signal: this.#signal });
        });
      }),
    );
    for (const one of arrived) if (one === false) this.#place.tally.failure('a ballot was not taken');
    return arrived.filter((one) => one === true).length;
  }

  /** The tab room confirms what arrived and completes the round; how many spectators have read results and standings then. */
  async closeRound(): Promise<number> {
    const { office } = this.#place;
    await office.act('confirm-ballots');
    await office.act('complete');
    const read = await Promise.all(
      this.#crowd.map((one) =>
        this.#tried(() =>
          this.#afterTheirWay(one)
            .then(readResults)
            .then(() => true),
        ),
      ),
    );
    return read.filter((one) => one === true).length;
  }

  /** How many debates have exactly one confirmed ballot; anything else is a failure. */
  async countBallots(): Promise<number> {
    const { office, tally } = this.#place;
    let right = 0;
    for (const room of this.#rooms) {
      const { confirmed, versions } = await office.ballots(room); // one after the other: who counts is no crowd
      if (confirmed === 1) right += 1;
      else tally.failure(`a debate has ${confirmed} confirmed ballots`);
      if (versions > 1) tally.failure('a ballot was counted twice');
    }
    return right;
  }

  async #afterTheirWay(one: Spectator): Promise<Watching> {
    await sleep(one.arrival.afterMs, undefined, { signal: this.#signal });
    return one;
  }

  #spectator({ arrival, at }: { readonly arrival: Arrival; readonly at: number }, team: () => string | null): Spectator {
    const { rehearsal, slug, target } = this.#place;
    const home = new URL(`/${slug}/`, target.url).href;
    return { home, arrival, ...this.#person(`spectator/${at}`), thinkMs: rehearsal.thinkMs, signal: this.#signal, team };
  }

  #person(name: string): Pick<Watching, 'browser' | 'random'> {
    const { rehearsal, tally } = this.#place;
    const random = seededRandom(`${rehearsal.seed}/${name}`);
    return { random, browser: new Browser({ tally, random, signal: this.#signal, headers: rehearsal.headers ?? {} }) };
  }

  async #tried<Result>(work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      this.#place.tally.failure(this.#signal.aborted ? 'not finished in time' : String(error instanceof Error ? error.message : error));
      return null;
    }
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
