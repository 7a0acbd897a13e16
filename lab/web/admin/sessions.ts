import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { BadSession } from '../../errors.ts';
import type { Room } from '../../game/room.ts';
import { roomNamed } from '../../rooms/visit-room.ts';
import { textOf } from '../../rules/field-value.ts';
import { archive, describe, list, remove } from '../../store/overview.ts';
import { createSession } from '../../sessions/create.ts';
import { forOrganiser, forSession, organisersOnly, textIn, type Desk, type SessionVisit, type Visit } from './access.ts';
import { whenText } from './format.ts';
import { changesIn, newSessionForm } from './new-session-form.ts';
import { paths, patterns } from './routes.ts';
import { newSessionPage } from './views/new-session.ts';
import { sessionsPage } from './views/sessions.ts';

/** The list of sessions, and what can be done to one: make, archive, rename, delete. */
export function registerSessions(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.sessions, forOrganiser(desk, showSessions));
  server.get(patterns.newSession, forOrganiser(desk, showForm));
  server.post(patterns.sessions, forOrganiser(desk, makeSession));
  server.post(patterns.archive, forSession(desk, organisersOnly(desk, putAway)));
  server.post(patterns.edit, forSession(desk, organisersOnly(desk, rename)));
  server.post(patterns.remove, forSession(desk, organisersOnly(desk, deleteSession)));
}

async function showSessions({ lab, visitor, request, reply }: Visit): Promise<unknown> {
  const isArchived = textIn(request.query, 'archived') === '1';
  const sessions = (await list(lab.db, isArchived)).map((session) => ({
    ...session,
    configName: textOf(session.config['displayName'] ?? session.configName),
    participants: session.numParticipants,
    createdAt: session.createdAt.toISOString(),
    created: whenText(session.createdAt, lab.clock.nowMs()),
  }));
  return sendHtml(reply, sessionsPage({ sessions, list: isArchived ? 'archived' : 'current', visitor }));
}

async function showForm({ lab, visitor, request, reply }: Visit): Promise<unknown> {
  return sendHtml(
    reply,
    newSessionPage({
      ...newSessionForm(lab.project, { config: textIn(request.query, 'config'), typed: {} }),
      room: roomIn(lab, request.query),
      visitor,
    }),
  );
}

async function makeSession({ lab, visitor, request, reply }: Visit): Promise<unknown> {
  const name = textIn(request.body, 'config');
  const room = roomIn(lab, request.body);
  try {
    const { code } = await createSession(lab, {
      config: name,
      participants: headcount(textIn(request.body, 'num_participants')),
      label: textIn(request.body, 'label') || null,
      changes: changesIn(lab.project, name, request.body),
      room: room && room.name,
    });
    return await reply.redirect(room ? paths.room(room.name) : paths.links(code), 303);
  } catch (error) {
    if (!(error instanceof BadSession)) throw error;
    const { field, message, hint } = error;
    const form = newSessionForm(lab.project, { config: name, typed: request.body });
    return sendHtml(reply, newSessionPage({ ...form, room, visitor, fault: { field, message, hint } }), 400);
  }
}

/** The room that a session is made for, if it is. */
function roomIn({ project }: Visit['lab'], given: unknown): Room | null {
  const name = textIn(given, 'room');
  return name === '' ? null : roomNamed(name, project);
}

function headcount(typed: string): number {
  if (/^\d{1,6}$/.test(typed.trim())) return Number(typed);
  throw new BadSession('num_participants', 'Say how many people take part, as a whole number.');
}

async function putAway({ lab, session, request, reply }: SessionVisit): Promise<unknown> {
  await archive(lab.db, session.code, textIn(request.body, 'archived') !== 'no');
  return reply.redirect(paths.sessions(), 303);
}

async function rename({ lab, session, request, reply }: SessionVisit): Promise<unknown> {
  const [label, comment] = [textIn(request.body, 'label').trim(), textIn(request.body, 'comment').trim()];
  if (label.length > 300) throw new BadSession('label', 'The label of a session is at most 300 characters long.');
  if (comment.length > 10_000) throw new BadSession('comment', 'The comment on a session is at most 10,000 characters long.');
  await describe(lab.db, { code: session.code, label: label || null, comment: comment || null });
  return reply.redirect(paths.description(session.code), 303);
}

async function deleteSession({ lab, session, request, reply }: SessionVisit): Promise<unknown> {
  if (textIn(request.body, 'participants').trim() !== String(session.numParticipants))
    throw new BadSession('participants', 'The session was not deleted: that is not its number of participants.', 'Nothing was changed.');
  await remove(lab.db, session.code);
  lab.logger.info('session_deleted', { session: session.code });
  return reply.redirect(session.isDemo ? paths.demo() : paths.sessions(), 303);
}
