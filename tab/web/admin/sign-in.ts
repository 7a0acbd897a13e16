import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { safeNext } from '#kit/http/login.ts';
import { sendHtml } from '#kit/http/server.ts';
import { signIn } from '../../accounts/sign-in.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText } from './visit.ts';
import type { Desk } from './visit.ts';
import { signInPage } from './views/sign-in.ts';

/** A campus is one address: only a flood is held back by it. Guesses are counted by account, in `signIn`. */
const triesAMinuteAndAddress = 120;
const deviceCookie = 'tab_device';
const year = 365 * 24 * 3600;

/** In with a name and password, or with the admin password alone; out again. */
export function registerSignIn(server: FastifyInstance, { tab, logins, adminPassword }: Desk): void {
  const show = (
    reply: FastifyReply,
    { status, ...page }: { next: string; name: string; fault: string | null; status: number },
  ): FastifyReply => sendHtml(reply.header('cache-control', 'no-store'), signInPage({ csrf: reply.generateCsrf(), ...page }), status);

  server.get<{ Querystring: { readonly next?: unknown } }>(patterns.signIn, (request, reply) =>
    show(reply, { next: safeNext(request.query.next, paths.tournaments()), name: '', fault: null, status: 200 }),
  );

  server.post(patterns.signIn, { config: { rateLimit: { max: triesAMinuteAndAddress, timeWindow: 60_000 } } }, async (request, reply) => {
    const next = safeNext(formText(request.body, 'next'), paths.tournaments());
    const [name, password] = [formText(request.body, 'name'), formText(request.body, 'password')];
    const isKnownDevice = deviceOf(request) === (name || 'admin').toLowerCase();
    const signedIn = await attempt(signIn(tab, { name, password, adminPassword, isKnownDevice }));
    if (!signedIn.ok) {
      const { message, hint, status } = signedIn.refusal;
      return show(reply, { next, name, fault: status === 401 ? message : `${message} ${hint}`, status });
    }
    await logins.signIn(reply, signedIn.value);
    const secure = request.protocol === 'https';
    const device = signedIn.value.toLowerCase();
    reply.setCookie(deviceCookie, device, { signed: true, httpOnly: true, sameSite: 'lax', secure, path: patterns.signIn, maxAge: year });
    return reply.redirect(next, 303);
  });

  server.post(patterns.signOut, async (request, reply) => {
    await logins.signOut(request, reply);
    return reply.redirect(paths.signIn(), 303);
  });
}

/** Whose account this browser was last signed in to; null for a new browser. */
function deviceOf(request: FastifyRequest): string | null {
  const cookie = request.cookies[deviceCookie];
  const read = cookie === undefined ? null : request.unsignCookie(cookie);
  return read?.valid ? read.value : null;
}
