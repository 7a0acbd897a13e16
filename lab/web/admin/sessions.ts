import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { BadSession } from '../../errors.ts';
import type { Room } from '../../game/room.ts';
import { findRoom } from '../../rooms/find-room.ts';
import { textOf } from '../../rules/field-value.ts';
import { note } from '../../store/audit.ts';
import { archive, describe, list } from '../../store/overview.ts';
import { createSession } from '../../sessions/create.ts';
import { sessionEdited } from '../../sessions/played-session.ts';
import { removeSession } from '../../sessions/remove.ts';
import { forOrganiser, forSession, organisersOnly, textIn, type Desk, type SessionVisit, type Visit } from './access.ts';
import { demandFacts } from './demand.ts';
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
  const end = desk.lab.live.subscribe(sessionEdited, (id) => desk.lab.sessions.forget(Number(id)));
  server.addHook('onClose', async () => end());
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
  const form = newSessionForm(lab.project, { config: textIn(request.query, 'config'), typed: {} });
  const demand = await demandFacts(lab, form.chosen.name);
  return sendHtml(reply, newSessionPage({ ...form, room: await roomIn(lab, request.query), demand, visitor }));
}

async function makeSession({ lab, visitor, request, reply }: Visit): Promise<unknown> {
  const name = textIn(request.body, 'config');
  const room = await roomIn(lab, request.body);
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
    return sendHtml(
      reply,
      newSessionPage({ ...form, room, demand: await demandFacts(lab, form.chosen.name), visitor, fault: { field, message, hint } }),
      400,
    );
  }
}

/** The room that a session is made for, if it is. */
async function roomIn(lab: Visit['lab'], given: unknown): Promise<Room | null> {
  const name = textIn(given, 'room');
  return name === '' ? null : findRoom(name, lab);
}

function headcount(typed: string): number {
  if (/^\d{1,6}$/.test(typed.trim())) return Number(typed);
  throw new BadSession('num_participants', 'Say how many people take part, as a whole number.');
}

async function putAway({ lab, session, request, reply }: SessionVisit): Promise<unknown> {
  await archive(lab.db, session.code, textIn(request.body, 'archived') !== 'no');
  return reply.redirect(paths.sessions(), 303);
}

async function rename({ lab, session, visitor, request, reply }: SessionVisit): Promise<unknown> {
  const { body } = request;
  const [label, comment] = [textIn(body, 'label').trim(), textIn(body, 'comment').trim()];
  if (label.length > 300) throw new BadSession('label', 'The label of a session is at most 300 characters long.');
  if (comment.length > 10_000) throw new BadSession('comment', 'The comment on a session is at most 10,000 characters long.');
  const changes = amountsIn(body);
  await describe(lab.db, { code: session.code, label: label || null, comment: comment || null, changes });
  await note(lab.db, { actor: visitor.actor, action: 'session edited', session: session.code, detail: { label, comment, ...changes } });
  await lab.live.publish(sessionEdited, String(session.id));
  return reply.redirect(paths.description(session.code), 303);
}

/** The fee and the value of a point, where the form has them. Payments follow; what was paid does not. */
function amountsIn(body: unknown): Record<string, number> {
  const typed = ['participationFee', 'pointValue'].map((name) => [name, textIn(body, name).trim().replace(',', '.')] as const);
  return Object.fromEntries(
    typed.flatMap(([name, text]) => {
      if (text === '') return [];
      if (!/^\d{1,9}(\.\d{1,9})?$/.test(text))
        throw new BadSession(name, `${name} is a number from 0, such as 2.50; it is "${text.slice(0, 20)}".`);
      return [[name, Number(text)]];
    }),
  );
}

async function deleteSession({ lab, session, visitor, request, reply }: SessionVisit): Promise<unknown> {
  if (textIn(request.body, 'participants').trim() !== String(session.numParticipants))
    throw new BadSession('participants', 'The session was not deleted: that is not its number of participants.', 'Nothing was changed.');
  await removeSession(session, lab);
  await note(lab.db, {
    actor: visitor.actor,
    action: 'session deleted',
    session: session.code,
    detail: { participants: session.numParticipants },
  });
  return reply.redirect(session.isDemo ? paths.demo() : paths.sessions(), 303);
}
