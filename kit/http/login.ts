import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../time/clock.ts';
import { RostraError } from '../errors/rostra-error.ts';

/** Where logins are kept, on the server; only a hash of the cookie's token is stored. */
export interface LoginStore {
  create(tokenHash: string, actor: string, expiresAtMs: number): Promise<void>;
  /** Who is logged in, or null when the login is unknown, ended or expired. */
  find(tokenHash: string, nowMs: number): Promise<string | null>;
  end(tokenHash: string): Promise<void>;
}

export interface LoginOptions {
  readonly cookieName: string;
  readonly store: LoginStore;
  readonly clock: Clock;
  /** 7 days unless said. */
  readonly lifetimeMs?: number;
  /** Where somebody who is not logged in is sent, with `?next=`. */
  readonly loginPath?: string;
}

export interface Logins {
  /** A new token at each login, never one that the browser brought. */
  signIn(reply: FastifyReply, actor: string): Promise<void>;
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  actor(request: FastifyRequest): Promise<string | null>;
  /** A preHandler: pages redirect to the login page and come back; anything else is a 401. */
  readonly required: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}

const week = 7 * 24 * 3600 * 1000;

export function createLogins(options: LoginOptions): Logins {
  const { cookieName, store, clock, lifetimeMs = week, loginPath = '/login' } = options;
  const actor = async (request: FastifyRequest): Promise<string | null> => {
    const token = request.cookies[cookieName];
    return token ? store.find(hashOf(token), clock.nowMs()) : null;
  };
  return {
    actor,
    signIn: async (reply, who) => {
      const token = randomBytes(24).toString('base64url');
      await store.create(hashOf(token), who, clock.nowMs() + lifetimeMs);
      const secure = reply.request.protocol === 'https';
      reply.setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: Math.floor(lifetimeMs / 1000) });
    },
    signOut: async (request, reply) => {
      const token = request.cookies[cookieName];
      if (token) await store.end(hashOf(token));
      reply.clearCookie(cookieName, { path: '/' });
    },
    required: async (request, reply) => {
      if (await actor(request)) return;
      const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
      if (!isPage) throw new NotLoggedIn();
      await reply.redirect(`${loginPath}?next=${encodeURIComponent(request.url)}`, 303);
    },
  };
}

/** A `next` address to go to after login: only a path of our own. */
export function safeNext(next: unknown, fallback = '/'): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : fallback;
}

/** Compares in a time that does not depend on where the texts differ. */
export function passwordMatches(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

class NotLoggedIn extends RostraError {
  constructor() {
    super({ code: 'NOT_LOGGED_IN', status: 401, message: 'This needs a login.', hint: 'Log in, or send an API key.' });
  }
}
