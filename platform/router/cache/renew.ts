import { randomUUID } from 'node:crypto';
import type { AnswerHead } from '../../rules/answer-head.ts';
import type { App } from '../app.ts';
import type { AnswerReader, Connection } from '../connection.ts';
import type { Dyno } from '../dyno.ts';
import type { Router } from '../router.ts';
import type { Watched } from '../watch.ts';
import type { AppCache } from './app-cache.ts';
import { Fill } from './fill.ts';
import type { Flight } from './flight.ts';
import type { KeptPage } from './kept-page.ts';

/** Asks the app for a kept page again, while the copy that there is goes on serving. Nothing happens when no dyno is free: the next one tries. */
export function renew(page: KeptPage, app: App, router: Router): void {
  if (page.isRenewed || page.isGone || app.waiting.size > 0) return;
  const dyno = app.take();
  if (dyno === null) return;
  page.isRenewed = true;
  new Renewal(page, { app, dyno, router, flight: null }).send();
}

/** Asks the app for a page that has just been purged, before a visitor does; whoever comes meanwhile waits for it (CCH-17). */
export function warm(page: KeptPage, app: App, router: Router): void {
  const dyno = app.waiting.size > 0 ? null : app.take();
  if (dyno === null) return;
  const flight = app.cache.takeOff(page.record, page.variant);
  new Renewal(page, { app, dyno, router, flight }).send();
}

interface By {
  readonly app: App;
  readonly dyno: Dyno;
  readonly router: Router;
  /** Null: the copy that is there is served meanwhile, and the app may say that it is good still. */
  readonly flight: Flight | null;
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
    const { asked, record } = page;
    const headers = Object.fromEntries(linesOf(asked.lines));
    const ask = { key: record.key, target: asked.target, headers, cookies: 'none' } as const;
    this.#fill = new Fill({ cache: this.#cache, ask, asked: { ...asked, lines: '' }, flight: by.flight, fallback: null });
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
    if (!this.#page.isGone && this.#cache.purges.allows(this.#page.tags, this.#sequence)) this.#page.extend(this.#begunAtMs);
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
