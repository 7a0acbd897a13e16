import type { AnswerHead } from '../../rules/answer-head.ts';
import { invitesSharing, tagList } from '../../rules/cache-policy.ts';
import type { App } from '../app.ts';
import type { Exchange } from '../exchange.ts';
import type { Router } from '../router.ts';
import { answerStale } from './answer-from-cache.ts';
import { purgeObserved } from './observed.ts';

/** Before the head goes on: whoever listens to the answer hears of it, and an app's first shareable answer wakes its cache. */
export function noteAnswer(exchange: Exchange, head: AnswerHead): void {
  const { fill, app } = exchange;
  if (fill !== null) head.headers.push('Cache-Status', fill.begin(head) ? 'rostra; fwd=uri-miss; stored' : 'rostra; fwd=uri-miss');
  else if (exchange.cache === 'bypass') head.headers.push('Cache-Status', 'rostra; fwd=bypass');
  else if (app?.cache.isOn === false && !app.isDashboard && invitesSharing(head.caching)) app.cache.isOn = true;
  app?.cache.counts.add(exchange.cache, 0);
}

const hidden = new Set([500, 502, 503, 504]);

/** A stale copy goes out in place of this failure. */
export function hidesFailure(exchange: Exchange, { status }: AnswerHead): boolean {
  return exchange.fill !== null && hidden.has(status) && answerStale(exchange);
}

/** What this answer purges is gone in every router when this settles; null when nothing is, or it is gone already. */
export function purgeBefore(exchange: Exchange, { status, caching }: AnswerHead, router: Router): Promise<void> | null {
  const { head } = exchange;
  if (exchange.app === null || exchange.app.isDashboard) return null;
  const app = keeperOf(exchange.app, router);
  if (caching.surrogatePurge !== '')
    return router.purger.purge(app, { tags: tagList({ surrogateKey: caching.surrogatePurge }), soft: false });
  const match = app.cache.purgeRuleFor(head.method, head.path, status);
  if (match === null) return null;
  return purgeObserved(app, match, router);
}

/** A mirror's writes change pages that its primary shows. */
function keeperOf(app: App, { routes }: Router): App {
  const { mirrorOf } = app.routes;
  return mirrorOf === undefined ? app : (routes.findApp(mirrorOf) ?? app);
}
