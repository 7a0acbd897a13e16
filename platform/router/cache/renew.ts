import { randomUUID } from 'node:crypto';
import type { AnswerHead } from '../../rules/answer-head.ts';
import type { App } from '../app.ts';
import type { AnswerReader, Connection } from '../connection.ts';
import type { Dyno } from '../dyno.ts';
import type { Router } from '../router.ts';
import type { Watched } from '../watch.ts';
import type { AppCache, PageAsk } from './app-cache.ts';
import { Fill } from './fill.ts';
import type { Flight, Landing } from './flight.ts';
import type { AskedPage, KeptPage } from './kept-page.ts';
import { claimPage } from './together/claim-page.ts';
import type { Lease } from './together/shared-store.ts';

/** Asks the app for a kept page again, while the copy that there is goes on serving. Nothing happens when no dyno is free: the next one tries. */
export function renew(page: KeptPage, app: App, router: Router): void {
  if (page.isRenewed || page.isGone || app.waiting.size > 0) return;
  page.isRenewed = true;
  void askAgain(page, app, { router, page, flight: null });
}

/** Asks the app for a page before a visitor does; whoever comes meanwhile waits for it (CCH-17). Settles when it is there, or cannot be had. */
export async function warm(wanted: WantedPage, app: App, router: Router): Promise<Landing> {
  const flight = app.cache.takeOff(askFor(wanted).ask, wanted.variant);
  await askAgain(wanted, app, { router, page: null, flight });
  return flight.join();
}

/** One variant of one address. */
export type WantedPage = Pick<KeptPage, 'record' | 'variant' | 'asked'>;

/** One router asks for all of them. */
async function askAgain(wanted: WantedPage, app: App, by: Pick<By, 'router' | 'page' | 'flight'>): Promise<void> {
  const { router, page } = by;
  const hurry = page === null ? {} : { newerThan: page.bornAtEpochMs, isInNoHurry: true as const };
  const claim = router.store?.isUp === true ? await claimPage(app, router.store, { ...askFor(wanted), ...hurry }) : 'alone';
  if (claim === 'kept' || claim === 'elsewhere') return leaveIt(by, 'kept');
  const lease = typeof claim === 'string' ? null : claim;
  const dyno = app.waiting.size > 0 ? null : app.take();
  if (dyno !== null) return new Renewal(wanted, { ...by, app, dyno, lease }).send();
  lease?.release();
  leaveIt(by, 'failed');
}

function leaveIt({ page, flight }: Pick<By, 'page' | 'flight'>, landing: Landing): void {
  if (page !== null) page.isRenewed = false;
  flight?.land(landing);
}

const sentAnyway = /^(?:accept|accept-encoding|accept-language):/i;

/** As a visitor would ask for it. */
function askFor({ record, asked }: WantedPage): { readonly ask: PageAsk; readonly asked: AskedPage } {
  const headers = Object.fromEntries(linesOf(asked.lines).map(([name, value]) => [name.toLowerCase(), value]));
  const lines = linesOf(asked.lines).filter(([name]) => sentAnyway.test(`${name}:`));
  return {
    ask: { key: record.key, target: asked.target, headers, cookies: 'none' },
    asked: { ...asked, lines: lines.map(([name, value]) => `${name}: ${value}\r\n`).join('') },
  };
}

interface By {
  readonly app: App;
  readonly dyno: Dyno;
  readonly router: Router;
  /** The copy that is there; null: there is none. */
  readonly page: KeptPage | null;
  /** Null: the copy that is there is served meanwhile, and the app may say that it is good still. */
  readonly flight: Flight | null;
  /** Null: for this router only. */
  readonly lease: Lease | null;
}

class Renewal implements AnswerReader, Watched {
  seat = -1;
  readonly #wanted: WantedPage;
  readonly #cache: AppCache;
  readonly #by: By;
  readonly #connection: Connection;
  readonly #fill: Fill;
  readonly #sequence: number;
  readonly #begunAtMs = performance.now();
  #isCurrent = false;
  #isOver = false;

  constructor(wanted: WantedPage, by: By) {
    this.#wanted = wanted;
    this.#by = by;
    this.#cache = by.app.cache;
    this.#sequence = this.#cache.purges.sequence;
    this.#connection = by.dyno.connection(true, by.router.limits);
    const { flight, lease } = by;
    this.#fill = new Fill({ cache: this.#cache, ...askFor(wanted), flight, lease, fallback: null });
  }

  send(): void {
    this.#by.router.watch.add(this);
    this.#connection.lend(this, 'GET');
    if (this.#connection.isConnected) this.onConnect();
  }

  onConnect(): void {
    const { asked } = this.#wanted;
    const validator = this.#by.page === null ? '' : validatorOf(this.#by.page);
    const scheme = asked.isEncrypted ? 'https' : 'http';
    const port = /:(\d+)$/.exec(asked.sentHost)?.[1] ?? (asked.isEncrypted ? '443' : '80');
    this.#connection.socket.write(
      `GET ${asked.target} HTTP/1.1\r\nHost: ${asked.sentHost}\r\n${asked.lines}${validator}User-Agent: rostra-router\r\n` +
        `X-Request-ID: ${randomUUID()}\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: ${scheme}\r\nX-Forwarded-Port: ${port}\r\n` +
        `X-Forwarded-Host: ${asked.sentHost}\r\nVia: 1.1 rostra-router\r\nX-Rostra-Dyno: ${this.#by.dyno.name}\r\n\r\n`,
      'latin1',
    );
  }

  onHead(head: AnswerHead): void {
    this.#isCurrent = head.status === 304;
    if (head.upgrades) this.#connection.close();
    else if (!this.#isCurrent && head.status < 500) this.#begin(head);
  }

  onPiece(piece: Buffer): void {
    this.#fill.add(piece);
  }

  onEnd(): void {
    if (this.#isCurrent) this.#extend();
    else this.#fill.end();
    if (this.#connection.giveBack()) this.#by.dyno.keep(this.#connection);
    this.#leave();
  }

  onDrain(): void {}

  onBroken(): void {
    this.#leave();
  }

  onBug(error: unknown): void {
    this.#by.router.logger.error('renewal_failed', { error });
    this.#leave();
  }

  look(nowMs: number): void {
    if (nowMs - this.#begunAtMs <= this.#by.router.limits.firstByteMs) return;
    this.#connection.close();
    this.#leave();
  }

  /** A page that may not be shared any more goes at once. */
  #begin(head: AnswerHead): void {
    const { page } = this.#by;
    if (!this.#fill.begin(head) && page !== null) this.#cache.shelf.remove(page);
  }

  /** The app says that the copy is good (CCH-07). */
  #extend(): void {
    const { page, lease } = this.#by;
    if (page === null || page.isGone || !this.#cache.purges.allows(page.tags, this.#sequence)) return;
    page.extend(this.#begunAtMs);
    lease?.keep(page.variant, page.parts);
  }

  #leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#by.page !== null) this.#by.page.isRenewed = false;
    this.#by.router.watch.delete(this);
    this.#by.dyno.release();
    this.#fill.close();
  }
}

function validatorOf({ etag, lastModified }: KeptPage): string {
  if (etag !== '') return `If-None-Match: ${etag}\r\n`;
  return lastModified === '' ? '' : `If-Modified-Since: ${lastModified}\r\n`;
}

function linesOf(lines: string): [string, string][] {
  const all = lines.split('\r\n').filter((line) => line !== '');
  return all.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]);
}
