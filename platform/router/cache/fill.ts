import type { AnswerHead } from '../../rules/answer-head.ts';
import { type JudgedAnswer, type KeepFacts, keepingOf, type PassReason } from '../../rules/cache-policy.ts';
import { type CacheRule, tagsOf } from '../../rules/cache-rules.ts';
import type { AppCache, PageAsk } from './app-cache.ts';
import type { Flight, Landing } from './flight.ts';
import { type AskedPage, KeptPage } from './kept-page.ts';
import { pack } from './pack.ts';
import { variantKey } from '../../rules/cache-key.ts';
import { Version } from './version.ts';

export const mostPageBytes = 2 * 1024 * 1024;

interface FillOptions {
  readonly cache: AppCache;
  readonly ask: PageAsk;
  readonly asked: AskedPage;
  /** Null: nobody waits for it. */
  readonly flight: Flight | null;
  /** To be served when the app fails. */
  readonly fallback: KeptPage | null;
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
    this.#land('kept');
  }

  /** There is nothing more to come: when it was not whole by now, it failed. */
  close(): void {
    this.#facts = null;
    this.#pieces = [];
    this.#land('failed');
  }

  #keep(facts: KeepFacts, head: AnswerHead): void {
    const { cache, ask, asked } = this.#options;
    if (!cache.purges.allows(facts.tags, this.#sequence)) return;
    const variant = variantKey(facts.vary, ask.headers, cache.settings);
    if (variant === null) return cache.markPass(ask.key, 'vary');
    const record = cache.shelf.recordOf(ask.key);
    if (facts.vary.join() !== record.vary.join()) for (const page of record.pages.values()) cache.shelf.remove(page);
    Object.assign(record, { vary: facts.vary, isPublic: facts.isPublic, isShared: true, passUntilMs: 0 });
    const { status, reason, caching } = head;
    const { etag, lastModified, contentEncoding: coding } = caching;
    const version = new Version({ headers: this.#sharedHeaders, body: Buffer.concat(this.#pieces), coding, etag, status });
    const lines = linesOf(facts, ask) + asked.lines;
    const own = { status, reason, coding, version, lastModified, etag, asked: { ...asked, lines }, bornAtMs: this.#begunAtMs };
    const page = new KeptPage({ record, rule: this.#rule?.path ?? '', variant, facts, ...own });
    cache.counts.filled(page);
    cache.shelf.keep(page);
    void pack(page, cache.shelf);
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
    this.#options.flight?.land(landing);
  }
}

function judged({ status, caching, isEventStream }: AnswerHead): JudgedAnswer {
  const expiresInMs = caching.expires === '' ? null : Date.parse(caching.expires) - Date.now();
  return { status, caching, isEventStream, expiresInMs };
}

/** The request's lines that the page depends on, as they are sent when it is renewed. */
function linesOf({ vary }: KeepFacts, { headers }: PageAsk): string {
  const told = vary.filter((name) => name !== 'accept-encoding' && name !== 'accept-language' && name !== 'cookie');
  return told.map((name) => (headers[name] === undefined ? '' : `${name}: ${String(headers[name])}\r\n`)).join('');
}
