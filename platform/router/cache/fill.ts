import type { AnswerHead } from '../../rules/answer-head.ts';
import { type JudgedAnswer, type KeepFacts, keepingOf, type PassReason } from '../../rules/cache-policy.ts';
import { type CacheRule, tagsOf } from '../../rules/cache-rules.ts';
import type { AppCache, PageAsk } from './app-cache.ts';
import type { Flight, Landing } from './flight.ts';
import type { AskedPage, KeptPage } from './kept-page.ts';
import { shelve } from './shelve.ts';
import type { Lease } from './together/shared-store.ts';

export const mostPageBytes = 2 * 1024 * 1024;

interface FillOptions {
  readonly cache: AppCache;
  readonly ask: PageAsk;
  readonly asked: AskedPage;
  /** Null: nobody waits for it. */
  readonly flight: Flight | null;
  /** To be served when the app fails. */
  readonly fallback: KeptPage | null;
  /** Asks for all routers. */
  readonly lease?: Lease | null;
}

/** Listens to an answer of the app and keeps it where it may be kept. What began before a purge is not kept after it (CCH-14). */
export class Fill {
  readonly fallback: KeptPage | null;
  readonly #options: FillOptions;
  readonly #sequence: number;
  readonly #begunAtMs = performance.now();
  #facts: KeepFacts | null = null;
  #head: AnswerHead | null = null;
  #headers: readonly string[] = [];
  #pieces: Buffer[] = [];
  #bytes = 0;
  #rule: CacheRule | null = null;

  constructor(options: FillOptions) {
    this.#options = options;
    this.fallback = options.fallback;
    this.#sequence = options.cache.purges.sequence;
  }

  /** True when it is going to be kept. Copies what it needs of the head. */
  begin(head: AnswerHead): boolean {
    const { cache, ask } = this.#options;
    const match = cache.ruleFor(ask.target);
    this.#rule = match?.rule ?? null;
    const keeping = keepingOf(judged(head), ask, { rule: this.#rule, settings: cache.settings });
    if (keeping.kind === 'pass' || (head.contentLength ?? 0) > mostPageBytes) {
      this.#pass(head.status, keeping.kind === 'pass' ? keeping.why : 'size');
      return false;
    }
    this.#facts = match === null ? keeping : { ...keeping, tags: [...new Set([...keeping.tags, ...tagsOf(match.rule.tags, match.names)])] };
    this.#head = head;
    this.#headers = [...head.headers];
    return true;
  }

  /** `piece` is copied. */
  add(piece: Buffer): void {
    if (this.#facts === null) return;
    this.#bytes += piece.length;
    if (this.#bytes <= mostPageBytes) this.#pieces.push(Buffer.from(piece));
    else this.#giveUp();
  }

  /** The answer is whole. */
  end(): void {
    if (this.#facts === null || this.#head === null) return;
    this.#keep(this.#facts, this.#head);
    this.#facts = null;
    this.#options.lease?.release(); // unless it is kept
    this.#land('kept');
  }

  /** There is nothing more to come: when it was not whole by now, it failed. */
  close(): void {
    this.#facts = null;
    this.#pieces = [];
    this.#land('failed');
  }

  #keep(facts: KeepFacts, head: AnswerHead): void {
    const { cache, ask, asked, lease } = this.#options;
    const { status, reason, caching } = head;
    const { etag, lastModified, contentEncoding: coding } = caching;
    const sent = { status, reason, headers: this.#sharedHeaders, coding, etag, lastModified, body: Buffer.concat(this.#pieces) };
    const parts = { ...sent, facts, rule: this.#rule?.path ?? '', bornAtMs: this.#begunAtMs };
    const page = shelve(cache, { ask, asked, sequence: this.#sequence }, parts);
    if (page === null) return;
    cache.counts.filled(page);
    lease?.keep(page.variant, parts);
  }

  /** What one visitor is given is not everybody's. */
  get #sharedHeaders(): readonly string[] {
    if (this.#rule?.force !== true) return this.#headers;
    return this.#headers.filter((_, at) => this.#headers[at - (at % 2)]?.toLowerCase() !== 'set-cookie');
  }

  /** A failure says nothing of the page, and somebody's own page nothing of everybody's. */
  #pass(status: number, why: PassReason): void {
    const { cache, ask, flight } = this.#options;
    const isFailure = status >= 500;
    cache.notePass(ask, why);
    if (!isFailure && (flight !== null || ask.cookies !== 'significant')) cache.markPass(ask.key, why);
    this.#land(isFailure ? 'failed' : 'pass');
  }

  #giveUp(): void {
    this.#facts = null;
    this.#pieces = [];
    this.#options.cache.markPass(this.#options.ask.key, 'size');
    this.#land('pass');
  }

  #land(landing: Landing): void {
    if (landing !== 'kept') this.#options.lease?.release();
    this.#options.flight?.land(landing);
  }
}

function judged({ status, caching, isEventStream }: AnswerHead): JudgedAnswer {
  const expiresInMs = caching.expires === '' ? null : Date.parse(caching.expires) - Date.now();
  return { status, caching, isEventStream, expiresInMs };
}
