import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { sendHtml } from '#kit/http/server.ts';
import { addressOf, agentOf } from '../api/callers.ts';
import { patterns } from './patterns.ts';
import { formText, type Desk } from './visit.ts';
import { actLinkFaultPage, actLinkPage, actDonePage } from './views/act-link.ts';

interface LinkRoute {
  readonly Querystring: { readonly link?: unknown };
}

const triesAMinute = 20;

/** What a link in a message leads to: nobody needs to sign in, a page asks once, and only its button does something (mail programs open links by themselves). */
export function registerActLinks(server: FastifyInstance, { context }: Desk): void {
  const config = { rateLimit: { max: triesAMinute, timeWindow: 60_000, keyGenerator: addressOf } };

  server.get<LinkRoute>(patterns.actLink, { config }, async (request, reply) =>
    answered(reply, async () => {
      const token = typeof request.query.link === 'string' ? request.query.link : '';
      const { act, words } = context.actLinks.read(token);
      return actLinkPage({ csrf: reply.generateCsrf(), token, act, words });
    }),
  );

  server.post(patterns.actLink, { config }, async (request, reply) =>
    answered(reply, async () => {
      const token = formText(request.body, 'link');
      const { words } = context.actLinks.read(token);
      return actDonePage(await context.actLinks.use(token, fromOf(request)), words);
    }),
  );
}

const fromOf = (request: FastifyRequest) => ({ address: addressOf(request), agent: agentOf(request), requestId: request.id });

/** What a person can mend is said on a page of its own: there is no other to say it on. */
async function answered(reply: FastifyReply, page: () => Promise<Parameters<typeof sendHtml>[1]>): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  try {
    return sendHtml(reply, await page());
  } catch (error) {
    if (!(error instanceof RostraError)) throw error;
    return sendHtml(reply, actLinkFaultPage(error), error.status);
  }
}
