import { createHash, timingSafeEqual } from 'node:crypto';
import type { AppDoor } from '../rules/mirror.ts';
import { isAllowed } from './allowed.ts';
import { answerWith } from './answer-with.ts';
import type { App } from './app.ts';
import type { Exchange } from './exchange.ts';
import { RequestFault } from './request-fault.ts';

/** An app that is not for everybody, such as a mirror for the desk (MIR-01). True when it is answered: who comes has to say who they are. */
export function answerAtOwnDoor(exchange: Exchange, { routes }: Pick<App, 'routes'>): boolean {
  const { door } = routes;
  if (door === undefined) return false;
  if (door.allow.length > 0 && !isAllowed(exchange.clientAddress, door.allow)) throw new RequestFault('X04');
  if (door.basic === null || knows(exchange.request.headers.authorization ?? '', door.basic)) return false;
  const headers = { 'WWW-Authenticate': `Basic realm="${routes.name}", charset="UTF-8"`, 'Cache-Control': 'no-store' };
  return answerWith(exchange, { status: 401, body: `${routes.name} is for those who have its password.\n`, headers });
}

function knows(authorization: string, { user, sha256 }: NonNullable<AppDoor['basic']>): boolean {
  const [, said = ''] = /^basic\s+(\S+)$/i.exec(authorization) ?? [];
  const text = Buffer.from(said, 'base64').toString();
  const at = text.indexOf(':');
  const digest = createHash('sha256')
    .update(text.slice(at + 1))
    .digest();
  return text.slice(0, at) === user && timingSafeEqual(digest, Buffer.from(sha256, 'hex'));
}
