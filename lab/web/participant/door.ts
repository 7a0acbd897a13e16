import type { FastifyReply, FastifyRequest } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { sendHtml } from '#kit/http/server.ts';
import type { Lab } from '../../lab.ts';
import { heldParams } from '../../recruit/capture.ts';
import { completionWhenFull } from '../../rules/recruit.ts';
import { isLanguage } from '../../rules/session-config.ts';
import { NoSuchLink, SessionFull } from '../../sessions/join.ts';
import { recruitOf } from '../../store/recruit.ts';
import { refusedView, type Refused } from './views/refused.ts';

interface Door {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly lab: Lab;
}

/** Lets somebody in, or says why not, in their language. */
export async function atDoor(door: Door, enter: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await enter();
  } catch (error) {
    const isPage = (door.request.headers.accept ?? '').includes('text/html');
    const refusal = isPage ? await refusalOf(error, door) : null;
    if (!(error instanceof RostraError) || !refusal) throw error;
    door.reply.header('cache-control', 'no-store');
    return sendHtml(door.reply, refusedView({ ...refusal, code: error.code }), error.status);
  }
}

/** The faults that every visitor may meet; null for any other. */
async function refusalOf(fault: unknown, { request, lab }: Door): Promise<Omit<Refused, 'code'> | null> {
  if (fault instanceof NoSuchLink) return { refusal: 'noSuchLink', language: await visitorsLanguage(null, { request, lab }) };
  if (!(fault instanceof SessionFull)) return null;
  const { sessionId, label } = fault;
  const [language, recruit] = await Promise.all([visitorsLanguage(sessionId, { request, lab }), recruitOf(lab.db, sessionId)]);
  const completion = recruit && completionWhenFull(recruit, { label, vars: heldParams(request) });
  return { refusal: 'sessionFull', language, words: recruit?.whenFull ?? null, completion };
}

/** What the link says (`?language=de`), else the session's, else the project's. */
export async function visitorsLanguage(session: number | null, { request, lab }: Omit<Door, 'reply'>): Promise<string> {
  const { query } = request;
  const wanted: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'language') : undefined;
  if (typeof wanted === 'string' && isLanguage(wanted)) return wanted;
  const played = session === null ? null : await lab.sessions.get(session);
  return played?.rules.money.language ?? lab.project.language;
}
