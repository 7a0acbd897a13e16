import { answerFromCache, answerStale } from './cache/answer-from-cache.ts';
import { answerPurge } from './cache/answer-purge.ts';
import { balance } from './balance.ts';
import { answerError } from './answer-error.ts';
import type { Exchange } from './exchange.ts';
import { forward } from './forward.ts';
import { admit, match } from './match.ts';
import { answerAtTheDoor, answerByRule } from './own-answer.ts';
import { answerProject } from './project-page.ts';
import { answerStatus } from './status-page.ts';
import { record } from './record.ts';
import type { Router } from './router.ts';

/** The way of one request through the router. */
export async function handle(exchange: Exchange, router: Router): Promise<void> {
  try {
    const app = match(exchange, router); // whose request it is
    if (answerAtTheDoor(exchange, app, router)) return; // certificates, and the way to HTTPS
    if (answerStatus(exchange, app) || (await answerProject(exchange, app))) return; // how it stands and what it is, also when it is down
    admit(exchange, app, router); // whether it may come at all
    if (await answerPurge(exchange, app, router)) return; // a page is to go
    if (await answerByRule(exchange, app)) return; // what the app leaves to the router
    if (await answerFromCache(exchange, app, router)) return; // what others have got already
    const dyno = await balance(exchange, app, router); // who answers it
    if (dyno !== null) await forward(exchange, dyno, router); // streams both ways
  } catch (error) {
    if (!answerStale(exchange)) answerError(exchange, error, router.logger); // the H-code page
  } finally {
    exchange.leave();
    record(exchange, router.books); // one log line, one set of measurements
  }
}
