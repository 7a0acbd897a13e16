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
import type { KeptPage } from './kept-page.ts';
import { claimPage } from './together/claim-page.ts';
import type { Lease } from './together/shared-store.ts';

/** Asks the app for a kept page again, while the copy that there is goes on serving. Nothing happens when no dyno is free: the next one tries. */
export function renew(page: KeptPage, app: App, router: Router): void {
  if (page.isRenewed || page.isGone || app.waiting.size > 0) return;
  page.isRenewed = true;
  void askAgain(page, app, { router, flight: null });
}

/** Asks the app for a page that has just been purged, before a visitor does; whoever comes meanwhile waits for it (CCH-17). Settles when it is there. */
export async function warm(page: KeptPage, app: App, router: Router): Promise<void> {
  const flight = app.cache.takeOff(page.record, page.variant);
  void askAgain(page, app, { router, flight });
  await flight.landed;
}

/** One router asks for all of them. */
async function askAgain(page: KeptPage, app: App, { router, flight }: Pick<By, 'router' | 'flight'>): Promise<void> {
  const { store } = router;
  const wanted = { ask: askOf(page), asked: { ...page.asked, lines: '' } };
  const hurry = flight === null ? { newerThan: page.bornAtEpochMs, isInNoHurry: true as const } : {};
  const claim = store?.isUp === true ? await claimPage(app, store, { ...wanted, ...hurry }) : 'alone';
  const lease = typeof claim === 'string' ? null : claim;
  if (claim === 'kept' || claim === 'elsewhere') return leaveIt(page, { flight, lease }, 'kept');
  const dyno = app.waiting.size > 0 ? null : app.take();
  if (dyno === null) return leaveIt(page, { flight, lease }, 'failed');
  new Renewal(page, { app, dyno, router, flight, lease }).send();
}

function leaveIt(page: KeptPage, { flight, lease }: Pick<By, 'flight' | 'lease'>, landing: Landing): void {
  page.isRenewed = false;
  lease?.release();
  flight?.land(landing);
}

function askOf({ record, asked }: Pick<KeptPage, 'record' | 'asked'>): PageAsk {
  return { key: record.key, target: asked.target, headers: Object.fromEntries(linesOf(asked.lines)), cookies: 'none' };
}

interface By {
  readonly app: App;
  readonly dyno: Dyno;
  readonly router: Router;
  /** Null: the copy that is there is served meanwhile, and the app may say that it is good still. */
  readonly flight: Flight | null;
  /** Null: for this router only. */
  readonly lease: Lease | null;
}

class Renewal implements AnswerReader, Watched {
  seat = -1;
  readonly #page: KeptPage;
  readonly #cache: AppCache;
  readonly #by: By;
  readonly #connection: Connection;
  readonly #fill: Fill;
  readonly #sequence: number;
  readonly #begunAtMs = performance.now();
  #isCurrent = false;
  #isOver = false;

  constructor(page: KeptPage, by: By) {
    this.#page = page;
    this.#by = by;
    this.#cache = by.app.cache;
    this.#sequence = this.#cache.purges.sequence;
    this.#connection = by.dyno.connection(true, by.router.limits);
    const { flight, lease } = by;
    this.#fill = new Fill({ cache: this.#cache, ask: askOf(page), asked: { ...page.asked, lines: '' }, flight, lease, fallback: null });
  }

  send(): void {
    this.#by.router.watch.add(this);
    this.#connection.lend(this, 'GET');
    if (this.#connection.isConnected) this.onConnect();
  }

  onConnect(): void {
    const { asked } = this.#page;
    const validator = this.#by.flight === null ? validatorOf(this.#page) : '';
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
    if (!this.#fill.begin(head)) this.#cache.shelf.remove(this.#page);
  }

  /** The app says that the copy is good (CCH-07). */
  #extend(): void {
    if (this.#page.isGone || !this.#cache.purges.allows(this.#page.tags, this.#sequence)) return;
    this.#page.extend(this.#begunAtMs);
    this.#by.lease?.keep(this.#page.variant, this.#page.parts);
  }

  #leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#page.isRenewed = false;
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
