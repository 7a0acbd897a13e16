import type { FastifyInstance } from 'fastify';
import type { Lab } from '../../lab.ts';
import { advance } from '../../sessions/advance.ts';
import { NoSuchParticipant, sessionNamed } from '../find-session.ts';
import { advanceWish, readArguments } from './arguments.ts';

/** `POST /sessions/{code}/advance`: moves the slowest on, or one participant; says who went where, and why somebody did not. */
export function registerAdvance(api: FastifyInstance, lab: Lab): void {
  api.post<{ Params: { code: string } }>('/sessions/:code/advance', async ({ params, body }) => {
    const { participant_code: code, page_index: pageIndex, only_started: onlyStarted = false } = readArguments(advanceWish, body);
    const session = await sessionNamed(lab, params.code);
    const wish = { onlyStarted, ...(pageIndex !== undefined && { pageIndex }), ...(code !== undefined && { code }) };
    const people = await advance(session, wish, lab);
    if (code !== undefined && people.length === 0) throw new NoSuchParticipant(code);
    return {
      participants: people.map((one) => ({
        id_in_session: one.number,
        code: one.code,
        label: one.label,
        from: one.from,
        to: one.to,
        skipped_because: one.skippedBecause,
      })),
    };
  });
}
