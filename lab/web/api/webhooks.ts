import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Lab } from '../../lab.ts';
import { webhookEvents } from '../../rules/webhook.ts';
import { addWebhook, removeWebhook, webhooks } from '../../store/webhooks.ts';
import { newWebhook, readArguments } from './arguments.ts';

/** Who is told what happens. The secret is said once, when the address is added. */
export function registerWebhooks(api: FastifyInstance, { db }: Lab): void {
  api.get('/webhooks', async () => (await webhooks(db)).map(({ id, url, events }) => ({ id, url, events })));
  api.post('/webhooks', async ({ body }) => {
    const { url, events = [...webhookEvents], secret = randomBytes(24).toString('base64url') } = readArguments(newWebhook, body);
    return { id: await addWebhook(db, { url, events, secret }), url, events, secret };
  });
  api.delete<{ Params: { id: string } }>('/webhooks/:id', async ({ params: { id } }) => {
    if (!/^\d{1,9}$/.test(id) || !(await removeWebhook(db, Number(id)))) throw new NoSuchWebhook(id);
    return {};
  });
}

class NoSuchWebhook extends RostraError {
  constructor(id: string) {
    super({
      code: 'LAB_NO_SUCH_WEBHOOK',
      status: 404,
      message: `There is no webhook ${id.slice(0, 20)}.`,
      hint: 'GET /api/webhooks lists them.',
    });
  }
}
