import type { FastifyRequest } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { passwordMatches } from '#kit/http/login.ts';
import type { LabConfig } from '../../config.ts';

/** Throws unless the request brings one of the keys. Without any key the API is open on this machine, in development only. */
export function checkKey(request: FastifyRequest, { restKeys, isProduction, access }: LabConfig): void {
  if (restKeys.length === 0) {
    if (!isProduction && access === 'OPEN' && isThisMachine(request.ip)) return;
    throw new NoKey('This server has no key for its API.', 'Set LAB_REST_KEY and start it again.');
  }
  const given = keyIn(request);
  if (given === null) throw new NoKey('The key is missing.', 'Send it as header otree-rest-key, or as Authorization: Bearer KEY.');
  const matches = restKeys.map((key) => passwordMatches(given, key)); // all of them, so that the time says nothing
  if (!matches.includes(true)) throw new NoKey('That is not the key.', 'It is the value of LAB_REST_KEY.');
}

function keyIn({ headers }: FastifyRequest): string | null {
  const own = headers['otree-rest-key'];
  if (typeof own === 'string') return own;
  return /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

function isThisMachine(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

class NoKey extends RostraError {
  constructor(message: string, hint: string) {
    super({ code: 'LAB_API_KEY', status: 403, message, hint });
  }
}
