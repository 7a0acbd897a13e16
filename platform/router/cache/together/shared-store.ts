import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from '#kit/log/logger.ts';
import type { ToldPurge } from '../../../rules/cache-purge.ts';
import type { PageParts } from '../shelve.ts';
import { type Ask, RedisLink } from './redis-link.ts';
import { claimScript, keepScript, purgeScript, releaseScript } from './scripts.ts';

/** One variant of one address, as all routers call it. */
export interface Place {
  readonly app: string;
  /** Release and rules: pages of another one are other pages. */
  readonly edition: string;
  readonly address: string;
  readonly vary: readonly string[];
  readonly variant: string;
}

/** What becomes of somebody who wants a page. */
export type Claim =
  | { readonly kind: 'page'; readonly parts: PageParts }
  /** Another router has found out that its variants are told apart by these. */
  | { readonly kind: 'vary'; readonly vary: readonly string[] }
  /** Asks the app, for all routers. */
  | { readonly kind: 'lead'; readonly lease: Lease }
  /** Another router asks the app. */
  | { readonly kind: 'wait' }
  /** Redis is away: each router for itself. */
  | { readonly kind: 'alone' };

interface SharedStoreOptions {
  readonly url: string;
  readonly logger: Logger;
  /** A purge that another router made. */
  readonly onPurge: (purge: ToldPurge) => void;
  /** Some purges of other machines went unheard. */
  readonly onMissed: () => void;
}

const lockMs = 5000;
/** A claim that Redis reads later than this does nothing: whoever made it has gone on alone. */
const claimWithinMs = 150;
const countKey = 'rc:purges';
const mostUnsaid = 1000;

/**
 * The store that routers share (platform specification, CCH-23): a page that one of them has brought is there for all, and only one asks the
 * app. What a purge takes is decided in Redis, in the order in which things come there: each page carries the number of the last purge before
 * it was asked for. Away, each router keeps its own pages.
 */
export class SharedStore {
  readonly #link: RedisLink;
  readonly #options: SharedStoreOptions;
  /** Purges that Redis has not confirmed. Nothing is taken from there before it knows them. */
  readonly #unsaid = new Map<string, ToldPurge>();
  /** Pages of a Redis that has been started again may be old ones from its disk. */
  #run = '';
  #ahead = 0;
  #known = -1;

  constructor(options: SharedStoreOptions) {
    this.#options = options;
    const { url, logger } = options;
    this.#link = new RedisLink({ url, logger, greet: (ask) => this.#greet(ask), onMessage: (message) => this.#hear(message) });
  }

  async open(): Promise<void> {
    await this.#link.open();
  }

  close(): void {
    this.#link.close();
  }

  get isUp(): boolean {
    return this.#link.isUp;
  }

  /** `newerThan`: milliseconds since 1970; a page that is no newer is none. */
  async claim(place: Place, newerThan = 0): Promise<Claim> {
    const token = randomUUID();
    const deadline = Math.ceil(performance.now() + this.#ahead + claimWithinMs);
    const keys = this.#keysOf(place);
    const answer = await this.#link.ask('EVAL', claimScript, 4, ...keys, place.vary.join(','), token, lockMs, deadline, newerThan);
    return claimIn(buffersIn(answer), (stamp) => new Lease(this, { place, token, stamp }));
  }

  async keep({ place, token, stamp }: LeaseFacts, variant: string, parts: PageParts): Promise<void> {
    const { body, bornAtMs, ...facts } = parts;
    const [marks, vary, , lock] = this.#keysOf(place);
    const [, , page] = this.#keysOf({ ...place, variant });
    const leftMs = Math.floor(bornAtMs + parts.facts.ttlMs - performance.now());
    if (leftMs <= 0) return this.release({ place, token, stamp });
    const words = [
      token,
      stamp,
      parts.facts.tags.join('\n'),
      parts.facts.vary.join(','),
      toEpoch(bornAtMs),
      leftMs,
      JSON.stringify(facts),
      body,
    ];
    await this.#link.ask('EVAL', keepScript, 4, marks, vary, page, lock, ...words);
  }

  async release({ place, token }: LeaseFacts): Promise<void> {
    await this.#link.ask('EVAL', releaseScript, 1, this.#keysOf(place)[3], token);
  }

  /** Settles when Redis knows it, or is away; then it is told when it is back, before anything is taken from it. */
  async purge(purge: ToldPurge & { readonly id: string }): Promise<void> {
    if (this.#unsaid.size >= mostUnsaid) this.#unsaid.delete(this.#unsaid.keys().next().value ?? '');
    this.#unsaid.set(purge.id, purge);
    if (this.#link.isUp) await this.#say((...words) => this.#link.ask(...words), purge.id, purge);
  }

  /** How many of them Redis knew already. */
  async #greet(ask: Ask): Promise<void> {
    const info = String(await ask('INFO', 'server'));
    this.#run = (/run_id:(\w+)/.exec(info)?.[1] ?? '').slice(0, 8);
    const [seconds = '0', micros = '0'] = buffersIn(await ask('TIME')).map(String);
    this.#ahead = Number(seconds) * 1000 + Number(micros) / 1000 - performance.now();
    const count = Number((await ask('GET', countKey)) ?? 0);
    let heard = 0;
    const before = this.#known;
    for (const [id, purge] of this.#unsaid) if (!(await this.#say(ask, id, purge))) heard += 1;
    if (before >= 0 && count - before !== heard) this.#options.onMissed();
    this.#known = Math.max(this.#known, count);
  }

  /** True when nobody had said it before. */
  async #say(ask: Ask, id: string, purge: ToldPurge): Promise<boolean> {
    const marks = this.#marksOf(purge.app);
    const told = JSON.stringify({ ...purge, id });
    const answer = await ask('EVAL', purgeScript, 3, marks, `rc:{${purge.app}}:done:${id}`, countKey, told, ...(purge.tags ?? ['*']));
    if (!Array.isArray(answer)) return false;
    this.#unsaid.delete(id);
    this.#known = Math.max(this.#known, Number(answer[1]));
    return Number(answer[0]) === 1;
  }

  #hear(message: string): void {
    const at = message.indexOf(' ');
    this.#known = Math.max(this.#known, Number(message.slice(0, at)));
    const purge: ToldPurge = JSON.parse(message.slice(at + 1));
    this.#options.onPurge(purge);
  }

  #marksOf(app: string): string {
    return `rc:{${app}}:${this.#run}:marks`;
  }

  #keysOf({ app, edition, address, variant }: Place): readonly [string, string, string, string] {
    const own = `rc:{${app}}:${this.#run}:${edition}`;
    const ofAddress = digest(address);
    const ofVariant = digest(`${address}\n${variant}`);
    return [this.#marksOf(app), `${own}:v:${ofAddress}`, `${own}:p:${ofVariant}`, `${own}:l:${ofVariant}`];
  }
}

interface LeaseFacts {
  readonly place: Place;
  readonly token: string;
  /** Number of the last purge before the app was asked. */
  readonly stamp: string;
}

/** The right to ask the app for a page, for all routers. It ends by itself where its router dies. */
export class Lease {
  readonly #store: SharedStore;
  readonly #facts: LeaseFacts;
  #isOver = false;

  constructor(store: SharedStore, facts: LeaseFacts) {
    this.#store = store;
    this.#facts = facts;
  }

  keep(variant: string, parts: PageParts): void {
    if (!this.#isOver) void this.#store.keep(this.#facts, variant, parts);
    this.#isOver = true;
  }

  /** There is nothing to keep. */
  release(): void {
    if (!this.#isOver) void this.#store.release(this.#facts);
    this.#isOver = true;
  }
}

const digest = (text: string): string => createHash('sha1').update(text).digest('base64url');

/** Milliseconds since 1970 of a moment of `performance.now()`. */
const toEpoch = (atMs: number): number => Math.round(Date.now() - performance.now() + atMs);

const nothing = Buffer.alloc(0);

function claimIn([word = nothing, ...rest]: readonly Buffer[], leaseOf: (stamp: string) => Lease): Claim {
  const said = rest[0]?.toString() ?? '';
  switch (word.toString()) {
    case 'page':
      return { kind: 'page', parts: partsIn(rest) };
    case 'vary':
      return { kind: 'vary', vary: said.split(',').filter((name) => name !== '') };
    case 'lead':
      return { kind: 'lead', lease: leaseOf(said) };
    case 'wait':
      return { kind: 'wait' };
    default:
      return { kind: 'alone' };
  }
}

function partsIn([born, facts, body = Buffer.alloc(0)]: readonly Buffer[]): PageParts {
  const read: Omit<PageParts, 'body' | 'bornAtMs'> = JSON.parse(facts?.toString() ?? '');
  return { ...read, body, bornAtMs: Number(born?.toString()) - Date.now() + performance.now() };
}

function buffersIn(answer: unknown): readonly Buffer[] {
  return Array.isArray(answer) ? answer.filter((each) => Buffer.isBuffer(each)) : [];
}
