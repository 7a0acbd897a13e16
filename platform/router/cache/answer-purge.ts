import { answerWith } from '../answer-with.ts';
import type { App } from '../app.ts';
import type { Exchange } from '../exchange.ts';
import type { Router } from '../router.ts';

/**
 * `PURGE /path`: every variant of the page goes, in every router, before the answer (CCH-14). For programs of this machine, the app's own
 * among them, and for who has a token of the platform that may clear it. True when it is answered.
 */
export async function answerPurge(exchange: Exchange, app: App, router: Router): Promise<boolean> {
  const { head } = exchange;
  if (head.method !== 'PURGE' || app.isDashboard) return false;
  if (!(await mayPurge(exchange, router)))
    return answerWith(exchange, { status: 403, body: 'PURGE is for this machine, or takes a token: Authorization: Bearer ...\n' });
  const { purged } = app.cache.counts;
  await router.purger.purge(app, { tags: null, paths: [head.path], soft: false });
  return answerWith(exchange, { status: 200, body: `${app.cache.counts.purged - purged} purged\n` });
}

/** Whoever comes through another proxy of this machine is not of this machine. */
async function mayPurge({ request: { headers }, clientAddress }: Exchange, { guests }: Router): Promise<boolean> {
  const [, token] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token !== undefined) return guests.mayOperate(token);
  const isPassedOn = ['x-forwarded-for', 'forwarded', 'via'].some((name) => headers[name] !== undefined);
  return !isPassedOn && (clientAddress === '::1' || clientAddress.startsWith('127.'));
}
