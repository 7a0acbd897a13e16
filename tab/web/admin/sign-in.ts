import type { FastifyInstance, FastifyReply } from 'fastify';
import { safeNext } from '#kit/http/login.ts';
import { sendHtml } from '#kit/http/server.ts';
import { paths, patterns } from './routes.ts';
import { formText } from './visit.ts';
import type { Desk } from './visit.ts';
import { signInPage } from './views/sign-in.ts';

const triesAMinute = 5;

/** In with the admin password, five tries a minute and address; out again. */
export function registerSignIn(server: FastifyInstance, { logins, isAdminPassword }: Desk): void {
  const show = (reply: FastifyReply, page: { readonly next: string; readonly fault: string | null }): FastifyReply =>
    sendHtml(
      reply.header('cache-control', 'no-store'),
      signInPage({ csrf: reply.generateCsrf(), ...page }),
      page.fault === null ? 200 : 401,
    );

  server.get<{ Querystring: { readonly next?: unknown } }>(patterns.signIn, (request, reply) =>
    show(reply, { next: safeNext(request.query.next, paths.tournaments()), fault: null }),
  );

  server.post(patterns.signIn, { config: { rateLimit: { max: triesAMinute, timeWindow: 60_000 } } }, async (request, reply) => {
    const next = safeNext(formText(request.body, 'next'), paths.tournaments());
    if (!isAdminPassword(formText(request.body, 'password'))) return show(reply, { next, fault: 'That is not the admin password.' });
    await logins.signIn(reply, 'admin');
    return reply.redirect(next, 303);
  });

  server.post(patterns.signOut, async (request, reply) => {
    await logins.signOut(request, reply);
    return reply.redirect(paths.signIn(), 303);
  });
}
