import type { FastifyReply, FastifyRequest } from 'fastify';
import { isZone } from '../../rules/scaling/calendar.ts';

const cookieName = 'rostra_zone';
const yearSeconds = 365 * 86_400;

/** The time zone in which this browser's reader plans: the one chosen last, else the machine's. */
export function zoneOf({ cookies }: Pick<FastifyRequest, 'cookies'>): string {
  const kept = cookies[cookieName] ?? '';
  return isZone(kept) ? kept : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Chosen once, it stays; what is no zone is left to the form it came with. */
export function keepZone(reply: FastifyReply, zone: string): void {
  if (isZone(zone)) reply.setCookie(cookieName, zone, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: yearSeconds });
}
