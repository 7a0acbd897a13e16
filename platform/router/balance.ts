import type { RouterLimits } from '../rules/limits.ts';
import { queueDecision } from '../rules/queue.ts';
import type { App } from './app.ts';
import type { Dyno } from './dyno.ts';
import type { Exchange } from './exchange.ts';
import { RequestFault } from './request-fault.ts';
import { Waiter } from './waiter.ts';
import type { Watch } from './watch.ts';

interface Queueing {
  readonly limits: RouterLimits;
  readonly watch: Watch;
  /** Dynos that have failed the request. */
  readonly tried?: ReadonlySet<Dyno>;
}

/**
 * Takes a slot of the dyno with the fewest requests, at once or when one comes free. Null when the client goes away while it waits;
 * throws when waiting is no use, or took too long (RTR-10 … RTR-12).
 */
export async function balance(exchange: Exchange, app: App, queueing: Queueing): Promise<Dyno | null> {
  const tried = queueing.tried ?? null;
  const dyno = (app.waiting.size > 0 ? null : app.take(tried)) ?? (await wait(exchange, app, queueing));
  exchange.dyno = dyno ?? exchange.dyno;
  exchange.holdsSlot = dyno !== null;
  exchange.dispatchedAt ??= dyno === null ? null : performance.now();
  return dyno;
}

async function wait(exchange: Exchange, app: App, { limits, watch, tried }: Queueing): Promise<Dyno | null> {
  const decision = queueDecision(app.standing, limits);
  if (decision.kind === 'refuse') throw new RequestFault(decision.code);
  const fromMs = performance.now();
  try {
    return await new Waiter({ exchange, app, watch, tried: tried ?? null }, decision).dyno;
  } finally {
    exchange.queuedMs = (exchange.queuedMs ?? 0) + performance.now() - fromMs;
  }
}
