import type { RouterLimits } from '../rules/limits.ts';
import { queueDecision, type QueueDecision } from '../rules/queue.ts';
import type { App } from './app.ts';
import type { Dyno } from './dyno.ts';
import type { Exchange } from './exchange.ts';
import { dynosFor } from './place.ts';
import { RequestFault } from './request-fault.ts';
import type { Routes } from './routes.ts';
import { Waiter } from './waiter.ts';
import type { Watch } from './watch.ts';

interface Queueing {
  readonly limits: RouterLimits;
  readonly watch: Watch;
  readonly routes: Pick<Routes, 'findApp'>;
  /** Dynos that have failed the request. */
  readonly tried?: ReadonlySet<Dyno>;
}

/**
 * Takes a slot of the dyno with the fewest requests, at once or when one comes free. Null when the client goes away while it waits;
 * throws when waiting is no use, or took too long (RTR-10 … RTR-12).
 */
export async function balance(exchange: Exchange, asked: App, queueing: Queueing): Promise<Dyno | null> {
  const app = dynosFor(exchange, asked, queueing.routes);
  const tried = queueing.tried ?? null;
  const dyno = (app.waiting.size > 0 ? null : app.take(tried)) ?? (await wait(exchange, app, queueing));
  exchange.dyno = dyno ?? exchange.dyno;
  exchange.holdsSlot = dyno !== null;
  exchange.dispatchedAt ??= dyno === null ? null : performance.now();
  return dyno;
}

/** In a full line the last anonymous visitor gives way to whoever goes first (RTR-12). */
function decisionFor(exchange: Exchange, app: App, limits: RouterLimits): QueueDecision {
  const decision = queueDecision(app.standing, limits);
  const { last } = app.waiting;
  const isFull = decision.kind === 'refuse' && decision.code === 'H11';
  if (!isFull || last === null || !exchange.goesFirst) return decision;
  last.refuse(new RequestFault('H11'));
  return queueDecision(app.standing, limits);
}

/** A person's browser opens a page: it may show another one for a moment. Programs never say so. */
const isNavigation = ({ head, request }: Exchange): boolean => head.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate';

async function wait(exchange: Exchange, app: App, { limits, watch, tried }: Queueing): Promise<Dyno | null> {
  const decision = decisionFor(exchange, app, limits);
  if (decision.kind === 'refuse') throw new RequestFault(decision.code);
  const fromMs = performance.now();
  try {
    const pageMs = app.routes.isWaking === true && isNavigation(exchange) ? limits.wakingPageMs : null;
    return await new Waiter({ exchange, app, watch, tried: tried ?? null, pageMs }, decision).dyno;
  } finally {
    exchange.queuedMs = (exchange.queuedMs ?? 0) + performance.now() - fromMs;
  }
}
