import type { Budget } from './budget.ts';
import type { KeptPage } from './kept-page.ts';
import { PageRecord } from './page-record.ts';

const mostVariants = 64;
const mostRecords = 20_000;
const touchEveryMs = 1000;

/** An app's pages in memory, by address and variant and by tag. What was asked for only once goes first (segmented LRU, CCH-22). */
export class Shelf {
  usedBytes = 0;
  readonly #budget: Budget;
  readonly #retire: (page: KeptPage) => void;
  readonly #records = new Map<string, PageRecord>();
  readonly #byTag = new Map<string, Set<KeptPage>>();
  /** Least recently used first. */
  readonly #probation = new Set<KeptPage>();
  readonly #protected = new Set<KeptPage>();

  /** `retire` hears of every page that goes. */
  constructor(budget: Budget, retire: (page: KeptPage) => void) {
    this.#budget = budget;
    this.#retire = retire;
    budget.add(this);
  }

  get size(): number {
    return this.#probation.size + this.#protected.size;
  }

  get pages(): Iterable<KeptPage> {
    return [...this.#probation, ...this.#protected];
  }

  record(key: string): PageRecord | undefined {
    return this.#records.get(key);
  }

  /** The record of this address, a new one when there is none. */
  recordOf(key: string): PageRecord {
    const found = this.#records.get(key);
    if (found !== undefined) return found;
    if (this.#records.size >= mostRecords) this.#forgetRecords();
    const record = new PageRecord(key);
    this.#records.set(key, record);
    return record;
  }

  keep(page: KeptPage): void {
    const { pages } = page.record;
    const before = pages.get(page.variant) ?? (pages.size >= mostVariants ? oldest(pages.values()) : undefined);
    if (before !== undefined) this.remove(before);
    pages.set(page.variant, page);
    this.#probation.add(page);
    this.usedBytes += page.bytes;
    for (const tag of page.tags) tagged(this.#byTag, tag).add(page);
    this.#budget.makeRoom(this);
  }

  /** It has been served. */
  touch(page: KeptPage, nowMs: number): void {
    page.hits += 1;
    if (nowMs - page.touchedAtMs < touchEveryMs) return;
    page.touchedAtMs = nowMs;
    if (!(page.isProtected ? this.#protected : this.#probation).delete(page)) return;
    page.isProtected = true;
    this.#protected.add(page);
    if (this.#protected.size > 4 * (this.#probation.size + 1)) this.#demote();
  }

  /** More of it is kept than before. */
  grow(page: KeptPage, change: () => void): void {
    if (page.isGone) return;
    this.usedBytes -= page.bytes;
    change();
    this.usedBytes += page.bytes;
    this.#budget.makeRoom(this);
  }

  withTag(tag: string): Iterable<KeptPage> {
    return [...(this.#byTag.get(tag) ?? [])];
  }

  remove(page: KeptPage): void {
    if (page.isGone) return;
    page.isGone = true;
    this.#retire(page);
    this.usedBytes -= page.bytes;
    page.record.pages.delete(page.variant);
    this.#probation.delete(page);
    this.#protected.delete(page);
    for (const tag of page.tags) this.#untag(tag, page);
  }

  evictOne(): boolean {
    const page = oldest(this.#probation) ?? oldest(this.#protected);
    if (page !== undefined) this.remove(page);
    return page !== undefined;
  }

  clear(): void {
    for (const page of this.pages) this.remove(page);
  }

  close(): void {
    this.clear();
    this.#budget.delete(this);
  }

  #untag(tag: string, page: KeptPage): void {
    const pages = this.#byTag.get(tag);
    pages?.delete(page);
    if (pages?.size === 0) this.#byTag.delete(tag);
  }

  #demote(): void {
    const page = oldest(this.#protected);
    if (page === undefined) return;
    this.#protected.delete(page);
    page.isProtected = false;
    this.#probation.add(page);
  }

  /** Those without pages among the oldest; the others count as new. */
  #forgetRecords(): void {
    for (const record of [...this.#records.values()].slice(0, 100)) {
      this.#records.delete(record.key);
      if (record.pages.size > 0) this.#records.set(record.key, record);
    }
    if (this.#records.size >= mostRecords) this.evictOne();
  }
}

function oldest<Item>(items: Iterable<Item>): Item | undefined {
  for (const item of items) return item;
  return undefined;
}

function tagged(byTag: Map<string, Set<KeptPage>>, tag: string): Set<KeptPage> {
  const found = byTag.get(tag) ?? new Set<KeptPage>();
  byTag.set(tag, found);
  return found;
}
