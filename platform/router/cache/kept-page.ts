import type { Coding } from '../../rules/cache-key.ts';
import type { KeepFacts } from '../../rules/cache-policy.ts';
import type { PageRecord } from './page-record.ts';
import type { PageParts } from './shelve.ts';
import type { Version } from './version.ts';

/** How a page was asked for, to ask for it again. */
export interface AskedPage {
  readonly target: string;
  readonly sentHost: string;
  readonly isEncrypted: boolean;
  /** Those that the page may depend on, ready to send. */
  readonly lines: string;
}

export interface NewPage {
  readonly record: PageRecord;
  /** The path of the rule that it falls under; empty without one. */
  readonly rule: string;
  readonly variant: string;
  readonly facts: KeepFacts;
  readonly status: number;
  readonly reason: string;
  readonly coding: string;
  /** As the app gave it. */
  readonly version: Version;
  readonly lastModified: string;
  /** The app's own validator. */
  readonly etag: string;
  readonly asked: AskedPage;
  /** What the lifetime is counted from; `performance.now()`. */
  readonly bornAtMs: number;
}

const overheadBytes = 1024;

/** One variant of a page, as it is kept. */
export class KeptPage {
  readonly #facts: KeepFacts;
  readonly record: PageRecord;
  readonly rule: string;
  readonly variant: string;
  readonly tags: readonly string[];
  readonly status: number;
  readonly reason: string;
  readonly coding: string;
  readonly lastModified: string;
  readonly etag: string;
  readonly asked: AskedPage;
  readonly own: Version;
  /** Packed by the router, where the app left it plain. */
  readonly packed = new Map<Coding, Version>();
  bornAtMs = 0;
  freshUntilMs = 0;
  /** Served while it is renewed. */
  swrUntilMs = 0;
  /** Served when there is no good answer. */
  sieUntilMs = 0;
  /** Since it was fresh last. */
  hits = 0;
  #hitsBefore = 0;
  isRenewed = false;
  /** Has been asked for again since it was kept. */
  isProtected = false;
  touchedAtMs = 0;
  isGone = false;

  constructor(page: NewPage) {
    this.record = page.record;
    this.rule = page.rule;
    this.variant = page.variant;
    this.tags = page.facts.tags;
    this.status = page.status;
    this.reason = page.reason;
    this.coding = page.coding;
    this.lastModified = page.lastModified;
    this.etag = page.etag;
    this.asked = page.asked;
    this.own = page.version;
    this.#facts = page.facts;
    this.extend(page.bornAtMs);
  }

  /** As it can be given to another router. */
  get parts(): PageParts {
    const { rule, status, reason, coding, etag, lastModified, bornAtMs } = this;
    const { headers, body } = this.own;
    return { facts: this.#facts, rule, status, reason, headers, coding, etag, lastModified, body, bornAtMs };
  }

  /** Milliseconds since 1970. */
  get bornAtEpochMs(): number {
    return Math.round(Date.now() - performance.now() + this.bornAtMs);
  }

  /** How often it was answered with, ever. */
  get served(): number {
    return this.#hitsBefore + this.hits;
  }

  get bytes(): number {
    let sum = this.own.bytes + overheadBytes;
    for (const version of this.packed.values()) sum += version.bytes;
    return sum;
  }

  /** It is as good as new. Up to 5 % shorter than allowed, so that pages of one moment do not all expire in one (CCH-10). */
  extend(bornAtMs: number): void {
    const { ttlMs, swrMs, sieMs } = this.#facts;
    this.bornAtMs = bornAtMs;
    this.freshUntilMs = bornAtMs + ttlMs * (1 - Math.random() / 20);
    this.swrUntilMs = this.freshUntilMs + swrMs;
    this.sieUntilMs = this.freshUntilMs + sieMs;
    this.#hitsBefore += this.hits;
    this.hits = 0;
    this.isRenewed = false;
  }

  /** It stays, to be served while it is renewed, where it may. */
  expire(nowMs: number): void {
    const early = Math.max(0, this.freshUntilMs - nowMs);
    this.freshUntilMs -= early;
    this.swrUntilMs -= early;
    this.sieUntilMs -= early;
  }

  /** Popular, and near its end: worth renewing before anybody finds it stale (CCH-12). */
  get isWorthRenewing(): boolean {
    return this.hits >= popularHits;
  }

  versionFor(coding: Coding): Version {
    if (this.packed.size === 0 || coding === 'identity') return this.own;
    return this.packed.get(coding) ?? (coding === 'br' ? this.packed.get('gzip') : undefined) ?? this.own;
  }
}

const popularHits = 10;
