import type { FastifyReply, FastifyRequest } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { sendHtml } from '#kit/http/server.ts';
import type { Lab } from '../../lab.ts';
import { isLanguage } from '../../rules/session-config.ts';
import { refusedView, type Refusal } from './views/refused.ts';

/** Faults that every visitor may meet, told in their language. */
const refusals: Readonly<Record<string, Refusal>> = { LAB_SESSION_FULL: 'sessionFull', LAB_NO_SUCH_LINK: 'noSuchLink' };

interface Door {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly lab: Lab;
}

type Tell = <Session extends { readonly id: number }>(session: Session) => Session;

/** Lets somebody in, or says why not: in the language of the session that `enter` tells of. */
export async function atDoor(door: Door, enter: (tell: Tell) => Promise<FastifyReply>): Promise<FastifyReply> {
  let sessionId: number | null = null;
  try {
    return await enter((session) => {
      sessionId = session.id;
      return session;
    });
  } catch (error) {
    const refusal = error instanceof RostraError ? refusals[error.code] : undefined;
    const isPage = (door.request.headers.accept ?? '').includes('text/html');
    if (!(error instanceof RostraError) || !refusal || !isPage) throw error;
    door.reply.header('cache-control', 'no-store');
    const language = await visitorsLanguage(sessionId, door);
    return sendHtml(door.reply, refusedView(refusal, { language, code: error.code }), error.status);
  }
}

/** What the link says (`?language=de`), else the session's, else the project's. */
export async function visitorsLanguage(session: number | null, { request, lab }: Omit<Door, 'reply'>): Promise<string> {
  const { query } = request;
  const wanted: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'language') : undefined;
  if (typeof wanted === 'string' && isLanguage(wanted)) return wanted;
  const played = session === null ? null : await lab.sessions.get(session);
  return played?.rules.money.language ?? lab.project.language;
}
