import { type AskedHeaders, codingOf } from '../../rules/cache-key.ts';
import type { CacheOutcome } from '../../rules/cache-status.ts';
import type { Frame } from './frame.ts';
import type { KeptPage } from './kept-page.ts';
import type { Version } from './version.ts';

interface ParcelFor {
  readonly headers: AskedHeaders;
  readonly outcome: CacheOutcome;
  readonly nowMs: number;
  /** 0 on a plain connection. */
  readonly hstsSeconds: number;
}

/** A kept page as it goes out to somebody: packed as they take it, or only the word that they have it already (CCH-07). */
export class Parcel {
  readonly page: KeptPage;
  readonly version: Version;
  /** The client has it already. */
  readonly isKnown: boolean;
  readonly #for: ParcelFor;

  constructor(page: KeptPage, asked: ParcelFor) {
    this.page = page;
    this.version = page.versionFor(codingOf(textOf(asked.headers['accept-encoding'])));
    this.isKnown = isCurrent(page, this.version, asked.headers);
    this.#for = asked;
  }

  get status(): number {
    return this.isKnown ? 304 : this.page.status;
  }

  get reason(): string {
    return this.isKnown ? 'Not Modified' : this.page.reason;
  }

  /** Of a body, for who does not only ask for the head. */
  get bytes(): number {
    return this.isKnown ? 0 : this.version.bytes;
  }

  get frame(): Frame {
    return this.isKnown ? this.version.unchanged : this.version.whole;
  }

  /** The same for everybody within a second. */
  get headIs(): number {
    return Math.floor(this.#for.nowMs / 1000) + this.page.bornAtMs;
  }

  get head(): string {
    const { lines } = this;
    let head = `HTTP/1.1 ${this.status} ${this.reason}\r\n`;
    for (let at = 0; at < lines.length; at += 2) head += `${lines[at]}: ${lines[at + 1]}\r\n`;
    return `${head}Connection: keep-alive\r\n`;
  }

  /** Names and values in turn; the request's id is not among them. */
  get lines(): string[] {
    const { nowMs, outcome, hstsSeconds } = this.#for;
    const ttlSeconds = Math.ceil((this.page.freshUntilMs - nowMs) / 1000);
    const ageSeconds = Math.max(0, Math.floor((nowMs - this.page.bornAtMs) / 1000));
    const lines = [...(this.isKnown ? this.version.headersOf304 : this.version.headers), 'Age', String(ageSeconds)];
    lines.push('Cache-Status', statusLine(outcome, ttlSeconds), 'Via', '1.1 rostra-router');
    if (hstsSeconds > 0) lines.push('Strict-Transport-Security', `max-age=${hstsSeconds}`);
    return lines;
  }
}

function statusLine(outcome: CacheOutcome, ttlSeconds: number): string {
  return outcome === 'coalesced' ? `rostra; fwd=uri-miss; collapsed; ttl=${ttlSeconds}` : `rostra; hit; ttl=${ttlSeconds}`;
}

function isCurrent(page: KeptPage, version: Version, headers: AskedHeaders): boolean {
  if (page.status !== 200) return false;
  const tags = textOf(headers['if-none-match']);
  if (tags !== undefined) return matches(tags, version.etag) || tags.trim() === '*';
  const since = textOf(headers['if-modified-since']);
  return since !== undefined && page.lastModified !== '' && Date.parse(since) >= Date.parse(page.lastModified);
}

/** Weak comparison (RFC 9110, 8.8.3.2). */
function matches(tags: string, etag: string): boolean {
  if (tags === etag && etag !== '') return true; // the usual case
  const own = etag.replace(/^W\//, '');
  return own !== '' && tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === own);
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value;
}
