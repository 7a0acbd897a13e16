import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { safeNext } from '#kit/http/login.ts';
import { sendHtml } from '#kit/http/server.ts';
import { paths, patterns } from './routes.ts';
import { formText, type Desk } from './visit.ts';
import { signInPage } from './views/sign-in.ts';

const triesAMinute = 5;

/** In with the admin password, five tries a minute and address; out again. */
export function registerSignIn(server: FastifyInstance, { context, logins }: Desk): void {
  server.get<{ Querystring: { readonly next?: unknown } }>(patterns.signIn, (request, reply) =>
    showSignIn(reply, { next: safeNext(request.query.next), fault: null }),
  );

  const config = { rateLimit: { max: triesAMinute, timeWindow: 60_000, keyGenerator: clientAddress } };
  server.post(patterns.signIn, { config }, async (request, reply) => {
    const next = safeNext(formText(request.body, 'next'));
    if (!(await context.isAdminPassword(formText(request.body, 'password')))) {
      return showSignIn(reply, { next, fault: 'That is not the admin password.' });
    }
    await logins.signIn(reply, 'admin');
    return reply.redirect(next, 303);
  });

  server.post(patterns.signOut, async (request, reply) => {
    await logins.signOut(request, reply);
    return reply.redirect(paths.signIn(), 303);
  });
}

/** The page with the one question; with a fault it says what was wrong with the answer. */
export function showSignIn(reply: FastifyReply, page: { readonly next: string; readonly fault: string | null }): FastifyReply {
  reply.header('cache-control', 'no-store');
  return sendHtml(reply, signInPage({ csrf: reply.generateCsrf(), ...page }), page.fault === null ? 200 : 401);
}

/** The last address of X-Forwarded-For is the one the router saw; the ones before it are the client's own claims. */
function clientAddress(request: FastifyRequest): string {
  const header = request.headers['x-forwarded-for'];
  const addresses = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',');
  return addresses.at(-1)?.trim() || 'here';
}
