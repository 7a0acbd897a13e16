import { createHmac } from 'node:crypto';
import { send } from '#kit/http/client.ts';
import type { Lab } from '../lab.ts';
import { nextTryMs } from '../rules/webhook.ts';
import { collect, noteOutcome, take, webhooks, type Delivery } from '../store/webhooks.ts';

const lookEveryMs = 2_000;
const atOnce = 20;
const mostMs = 10_000;

/** Tells other programs what happens, in any process. Gives the function that ends it; what is under way is finished. */
export function watchWebhooks(lab: Lab): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = tellAll(lab)
      .catch((error: unknown) => lab.logger.warn('webhooks_not_told', { error }))
      .finally(() => {
        isBusy = false;
      });
  }, lookEveryMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Looks what has happened and tells it to whoever wants to know. Costs one small question where nobody does. */
export async function tellAll(lab: Pick<Lab, 'db' | 'clock' | 'logger'>): Promise<void> {
  if ((await webhooks(lab.db)).length === 0) return;
  await collect(lab.db);
  const due = await take(lab.db, atOnce);
  await Promise.all(due.map((delivery) => tell(delivery, lab)));
}

async function tell(delivery: Delivery, { db, clock, logger }: Pick<Lab, 'db' | 'clock' | 'logger'>): Promise<void> {
  const { id, url, event, attempts } = delivery;
  const fault = await post(delivery, clock.nowMs());
  if (fault !== null) logger.warn('webhook_failed', { event, attempts, fault });
  await noteOutcome(db, { id, fault, waitMs: fault === null ? null : nextTryMs(attempts) }).catch((error: unknown) =>
    logger.warn('webhook_outcome_not_noted', { url: new URL(url).host, error }),
  );
}

/** What went wrong; null when the other side took it. */
async function post({ id, url, secret, event, body }: Delivery, nowMs: number): Promise<string | null> {
  const text = JSON.stringify({ id, event, ...body });
  const headers = {
    'content-type': 'application/json',
    'x-rostra-event': event,
    'x-rostra-delivery': String(id),
    'x-rostra-signature': signature(text, secret, nowMs),
  };
  try {
    const { status } = await send({ method: 'POST', url, headers, body: text, timeoutMs: mostMs });
    return status >= 200 && status < 300 ? null : `It answered ${status}.`;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : 'It did not answer.';
  }
}

/** `t=<seconds>,v1=<HMAC-SHA-256 of "t.body" with the webhook's secret>`: who checks it knows that it is from us, and not old. */
export function signature(body: string, secret: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
