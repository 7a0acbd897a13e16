import { connect } from 'node:net';
import { isSafe, nextStep, type Failure } from '../rules/retry.ts';
import { Attempt } from './attempt.ts';
import { balance } from './balance.ts';
import type { DynoPlace } from './connection.ts';
import type { Dyno } from './dyno.ts';
import type { Exchange } from './exchange.ts';
import { dynosFor } from './place.ts';
import { RequestFault } from './request-fault.ts';
import type { Router } from './router.ts';

/** Lets the dyno answer; where nothing is lost by it, another one after it (RTR-13, RTR-14). Throws what the client is told instead. */
export async function forward(exchange: Exchange, first: Dyno, router: Router): Promise<void> {
  let failure = await new Attempt(exchange, first, router).ended;
  const tries: Tries = { tried: new Set(), refused: 0, resent: false };
  while (failure !== null) {
    const next = await nextDyno(exchange, await withDynoGone(exchange, failure), { tries, router });
    if (next === null) return;
    exchange.retries += 1;
    failure = await new Attempt(exchange, next, router).ended;
  }
}

interface Tries {
  readonly tried: Set<Dyno>;
  refused: number;
  resent: boolean;
}

/** Null when the client went away meanwhile. */
async function nextDyno(exchange: Exchange, failure: Failure, { tries, router }: { tries: Tries; router: Router }): Promise<Dyno | null> {
  const { app, dyno, head, hasBody } = exchange;
  if (app === null || dyno === null) return null;
  exchange.leaveDyno();
  tries.tried.add(dyno);
  if (failure.at === 'connect') {
    tries.refused += 1;
    dyno.quarantinedUntilMs = performance.now() + router.limits.quarantineMs;
  }
  const untried = dynosFor(exchange, app, router.routes).untried(tries.tried);
  const { refused, resent } = tries;
  const step = nextStep(failure, { method: head.method, hasBody, refused, mostRefused: router.limits.connectAttempts, untried, resent });
  if (step.kind === 'fail') throw new RequestFault(step.code, step.desc);
  tries.resent ||= step.kind === 'resend';
  exchange.closedBy = null;
  return balance(exchange, app, untried > 0 ? { ...router, tried: tries.tried } : router);
}

/** A dyno that closes a fresh connection without a word may be gone: one that takes no connections any more is. */
async function withDynoGone(exchange: Exchange, failure: Failure): Promise<Failure> {
  if (failure.at !== 'answer' || failure.why !== 'closed' || failure.sent.reused) return failure;
  if (exchange.dyno === null || !isSafe({ method: exchange.head.method, hasBody: exchange.hasBody })) return failure;
  return { ...failure, sent: { ...failure.sent, dynoGone: await takesNoConnection(exchange.dyno.place) } };
}

async function takesNoConnection(place: DynoPlace): Promise<boolean> {
  const socket = connect(place);
  try {
    return await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(false));
      socket.once('error', () => resolve(true));
    });
  } finally {
    socket.destroy();
  }
}
