import type { FastifyInstance, FastifyReply } from 'fastify';
import { passwordMatches, safeNext } from '#kit/http/login.ts';
import { sendHtml } from '#kit/http/server.ts';
import { textIn, type Desk } from './access.ts';
import { paths, patterns } from './routes.ts';
import { loginPage } from './views/login.ts';

const triesAMinute = 10;

/** In with the administrator's password, a few tries a minute; out again. */
export function registerSignIn(server: FastifyInstance, { lab, logins }: Desk): void {
  const show = (reply: FastifyReply, next: string, fault?: string): FastifyReply =>
    sendHtml(
      reply,
      loginPage({ csrf: reply.generateCsrf(), next, ...(fault !== undefined && { fault }) }),
      fault === undefined ? 200 : 401,
    );

  server.get(patterns.signIn, async (request, reply) => show(reply, safeNext(textIn(request.query, 'next'), paths.sessions())));

  server.post(patterns.signIn, { config: { rateLimit: { max: triesAMinute, timeWindow: 60_000 } } }, async (request, reply) => {
    const next = safeNext(textIn(request.body, 'next'), paths.sessions());
    const { adminPassword, adminUser } = lab.config;
    if (adminPassword === null) return show(reply, next, 'Nobody can sign in here: LAB_ADMIN_PASSWORD is not set.');
    if (!passwordMatches(textIn(request.body, 'password'), adminPassword)) return show(reply, next, 'That is not the password.');
    await logins.signIn(reply, adminUser);
    return reply.redirect(next, 303);
  });

  server.post(patterns.signOut, async (request, reply) => {
    await logins.signOut(request, reply);
    return reply.redirect(paths.start(), 303);
  });
}
