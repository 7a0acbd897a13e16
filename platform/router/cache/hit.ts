import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { parseHost } from '../../rules/host.ts';
import type { RequestFacts } from '../../rules/log-line.ts';
import type { PlainHead } from '../../rules/plain-head.ts';
import type { RouteRule } from '../../rules/route-rules.ts';
import type { App } from '../app.ts';
import { closedBecause } from '../match.ts';
import { redirectsToHttps } from '../own-answer.ts';
import type { Router } from '../router.ts';
import { isForEverybody, isNearItsEnd, keepsPages } from './answer-from-cache.ts';
import { idLength } from './frame.ts';
import type { KeptPage } from './kept-page.ts';
import { Parcel } from './parcel.ts';
import { renew } from './renew.ts';
import { mostInOnePiece } from './send-page.ts';

/** Who asks, on a connection that stays. */
export interface Visitor {
  readonly socket: Socket;
  readonly address: string;
  readonly tlsVersion: string | null;
  readonly onSent: () => void;
}

/**
 * Answers with a page that is kept, where nothing but the cache has a say: what the whole way of a request through the router
 * would come to, and costs a multiple of. False when it is for the whole way.
 */
export function answerHit(head: PlainHead, visitor: Visitor, router: Router): boolean {
  const nowMs = performance.now();
  const name = parseHost(head.host)?.name ?? '';
  const app = router.routes.find(name);
  if (app === null || !mayAnswer(app, { head, name, visitor, router })) return false;
  const ask = { isEncrypted: visitor.tlsVersion !== null, host: name, target: head.target, headers: head.headers };
  const found = app.cache.look(app.cache.ask(ask), nowMs);
  if (found.kind !== 'page' || found.page.own.bytes > mostInOnePiece) return false;
  const { page, isFresh } = found;
  const facts = send(page, { app, head, name, visitor, nowMs, outcome: isFresh ? 'hit' : 'stale' });
  router.books.enter(app.routes.name, facts, false);
  if (!isFresh || isNearItsEnd(page, nowMs)) renew(page, app, router);
  return true;
}

/** The authority's questions, and what an app says for the platform only. */
const forOthers = '/.';

interface Asked {
  readonly head: PlainHead;
  /** Of the host. */
  readonly name: string;
  readonly visitor: Visitor;
}

function mayAnswer(app: App, { head, name, visitor, router }: Asked & { readonly router: Router }): boolean {
  if (!isServing(app, router) || head.target.startsWith(forOthers)) return false;
  if (!isForEverybody(head.headers, head.headers['accept'] ?? '')) return false;
  if (head.requestId !== '' && head.requestId.length !== idLength) return false;
  if (visitor.tlsVersion === null && redirectsToHttps(app, name)) return false;
  return !answersOtherwise(app.routeFor(head.target, router.limits)?.rule);
}

function isServing(app: App, { isLeaving, purger, limits }: Router): boolean {
  if (isLeaving || purger.catchingUp !== null || !keepsPages(app) || app.routes.door !== undefined) return false;
  return closedBecause(app, app.open + 1, limits) === null;
}

function answersOtherwise(rule: RouteRule | undefined): boolean {
  return rule !== undefined && (rule.allow !== undefined || rule.redirect !== undefined || rule.dir !== undefined);
}

interface Sending extends Asked {
  readonly app: App;
  readonly nowMs: number;
  readonly outcome: 'hit' | 'stale';
}

function send(page: KeptPage, { app, head, name, visitor, nowMs, outcome }: Sending): RequestFacts {
  const { tlsVersion, socket, onSent } = visitor;
  const hstsSeconds = tlsVersion === null ? 0 : (app.routes.https?.hstsSeconds ?? 0);
  const parcel = new Parcel(page, { headers: head.headers, outcome, nowMs, hstsSeconds });
  const id = head.requestId === '' ? randomUUID() : head.requestId;
  parcel.frame.send({ socket, id, onSent }, parcel);
  app.cache.shelf.touch(page, nowMs);
  app.cache.counts.add(outcome, parcel.bytes);
  const { 'user-agent': userAgent = '', traceparent = '' } = head.headers;
  return {
    ...usual,
    path: head.target,
    host: name,
    requestId: id,
    clientAddress: visitor.address,
    serviceMs: performance.now() - nowMs,
    status: parcel.status,
    bytes: parcel.bytes,
    protocol: tlsVersion === null ? 'http' : 'https',
    tlsVersion,
    cache: outcome,
    userAgent,
    traceparent,
  };
}

/** What the lines of all hits have in common. */
const usual = {
  code: null,
  desc: '',
  method: 'GET',
  dyno: '',
  connectMs: null,
  queueMs: 0,
  firstByteMs: 0,
  httpVersion: '1.1',
  closedBy: null,
  retries: 0,
  uploaded: 0,
} as const;
