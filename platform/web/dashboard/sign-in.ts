import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { safeNext } from '#kit/http/login.ts';
import { sendHtml } from '#kit/http/server.ts';
import { adminName } from '../../rules/user-name.ts';
import { addressOf, agentOf } from '../api/callers.ts';
import { Guesses } from '../api/guesses.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, type Desk } from './visit.ts';
import { signInPage } from './views/sign-in.ts';

const triesAMinute = 5;

/** In with a name and its password, or with the admin password alone; out again. Tries are limited by address; after wrong ones for a name the wait grows. */
export function registerSignIn(server: FastifyInstance, { context, logins }: Desk): void {
  const guesses = new Guesses();
  server.get<{ Querystring: { readonly next?: unknown } }>(patterns.signIn, (request, reply) =>
    showSignIn(reply, { next: safeNext(request.query.next), name: '', fault: null }),
  );

  const config = { rateLimit: { max: triesAMinute, timeWindow: 60_000, keyGenerator: addressOf } };
  server.post(patterns.signIn, { config }, async (request, reply) => {
    const next = safeNext(formText(request.body, 'next'));
    const name = formText(request.body, 'name');
    const nowMs = context.clock.nowMs();
    const who = `${name} ${addressOf(request)}`; // a name alone would let anybody keep its owner out
    const waitMs = guesses.waitMs(who, nowMs);
    if (waitMs > 0) return showSignIn(reply, { next, name, fault: waitWords(waitMs) }, 429);
    const actor = await context.nameOf(name, formText(request.body, 'password'));
    note(context, request, { actor: actor ?? (name || adminName), refused: actor === null ? 'WRONG_PASSWORD' : null });
    if (actor === null) {
      guesses.wrong(who, nowMs);
      return showSignIn(reply, { next, name, fault: name === '' ? 'That is not the admin password.' : 'Name and password do not fit.' });
    }
    guesses.right(who);
    await logins.signIn(reply, actor);
    return reply.redirect(next, 303);
  });

  server.post(patterns.signOut, async (request, reply) => {
    await logins.signOut(request, reply);
    return reply.redirect(paths.signIn(), 303);
  });
}

const waitWords = (waitMs: number): string => `Too many wrong passwords came from here for this name. Wait ${Math.ceil(waitMs / 1000)} s.`;

interface Try {
  readonly actor: string;
  readonly refused: string | null;
}

function note(context: Desk['context'], request: FastifyRequest, { actor, refused }: Try): void {
  const role = refused === null ? (context.holderOf(actor)?.role ?? '') : '';
  const from = { address: addressOf(request), agent: agentOf(request), requestId: request.id };
  context.note({ actor: actor.slice(0, 60), role, ...from, app: null, action: 'signIn', detail: '', refused });
}

interface SignInWish {
  readonly next: string;
  readonly name: string;
  readonly fault: string | null;
}

/** The page with its two questions; with a fault it says what was wrong with the answers. */
export function showSignIn(reply: FastifyReply, page: SignInWish, status = page.fault === null ? 200 : 401): FastifyReply {
  reply.header('cache-control', 'no-store');
  return sendHtml(reply, signInPage({ csrf: reply.generateCsrf(), ...page }), status);
}
