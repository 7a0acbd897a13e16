import type { FastifyRequest } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { passwordMatches } from '#kit/http/login.ts';
import type { LabConfig } from '../../config.ts';
import type { Guesses } from '../../rules/guesses.ts';

/** What a key may do: look; also run sessions; also delete, and say who is told. Each holds those before it. */
const scopes = ['read', 'run', 'admin'] as const;
type Scope = (typeof scopes)[number];

/**
 * Throws unless the request brings one of the keys, and that key may do this. Keys in LAB_REST_KEY may say what they are for: `read:KEY`,
 * `run:KEY`; one that says nothing may do everything. Without any key the API is open on this machine, in development only.
 */
export function checkKey(request: FastifyRequest, { restKeys, isProduction, access }: LabConfig): void {
  if (restKeys.length === 0) {
    if (!isProduction && access === 'OPEN' && isThisMachine(request.ip)) return;
    throw new NoKey('This server has no key for its API.', 'Set LAB_REST_KEY and start it again.');
  }
  const given = keyIn(request);
  if (given === null) throw new NoKey('The key is missing.', 'Send it as header otree-rest-key, or as Authorization: Bearer KEY.');
  const matches = restKeys.map(readKey).filter(({ key }) => passwordMatches(given, key)); // all of them, so that the time says nothing
  const [match] = matches;
  if (!match) throw new WrongKey('That is not the key.', 'It is the value of LAB_REST_KEY.');
  const needed = scopeOf(request);
  if (matches.every(({ scope }) => scopes.indexOf(scope) < scopes.indexOf(needed)))
    throw new NoKey(`This key may not do that: it is for ${match.scope}.`, `Use a key for ${needed}.`);
}

function readKey(text: string): { readonly key: string; readonly scope: Scope } {
  const scope = scopes.find((name) => text.startsWith(`${name}:`));
  return scope ? { key: text.slice(scope.length + 1), scope } : { key: text, scope: 'admin' };
}

function scopeOf({ method, routeOptions: { url = '' } }: FastifyRequest): Scope {
  if (method === 'GET' || method === 'HEAD' || url.endsWith('/get_session/:code')) return 'read';
  return method === 'DELETE' || url.endsWith('/webhooks') ? 'admin' : 'run';
}

function keyIn({ headers }: FastifyRequest): string | null {
  const own = headers['otree-rest-key'];
  if (typeof own === 'string') return own;
  return /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

function isThisMachine(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/** Throws when too many wrong keys came from where the request comes from; whatever key it brings is not looked at. */
export function checkGuesses({ ip }: FastifyRequest, { guesses, nowMs }: { readonly guesses: Guesses; readonly nowMs: number }): void {
  const waitMs = guesses.waitMs(ip, nowMs);
  if (waitMs > 0)
    throw new RostraError({
      code: 'LAB_API_TOO_MANY_KEYS',
      status: 429,
      message: 'Too many wrong keys came from this address.',
      hint: `Try again in ${Math.ceil(waitMs / 1000)} seconds.`,
    });
}

class NoKey extends RostraError {
  constructor(message: string, hint: string) {
    super({ code: 'LAB_API_KEY', status: 403, message, hint });
  }
}

/** A key that is none of ours. */
export class WrongKey extends NoKey {}
