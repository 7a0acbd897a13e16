import type { FastifyInstance } from 'fastify';
import type { Lab } from '../../lab.ts';
import { labelsOf } from '../../rooms/labels.ts';
import { findRoom } from '../../rooms/find-room.ts';
import { keepVars, mergeVars } from '../../store/rooms.ts';
import { addToParticipant, addToSession } from '../../store/vars.ts';
import { NoSuchParticipant, NoSuchSession } from '../find-session.ts';
import { expectedVars, givenVars, readArguments, WrongArgument } from './arguments.ts';

interface ByCode {
  readonly Params: { readonly code: string };
}

/** Values from outside that games read as `vars`: of a session, of a participant, of somebody who is expected in a room. */
export function registerVars(api: FastifyInstance, lab: Lab): void {
  const { db } = lab;
  api.post<ByCode>('/session_vars/:code', async ({ params: { code }, body }) => {
    if (!isCode(code) || !(await addToSession(db, code, readArguments(givenVars, body).vars))) throw new NoSuchSession(code);
    return {};
  });
  api.post<ByCode>('/participant_vars/:code', async ({ params: { code }, body }) => {
    if (!isCode(code) || !(await addToParticipant(db, code, readArguments(givenVars, body).vars))) throw new NoSuchParticipant(code);
    return {};
  });
  api.post('/participant_vars', async ({ body }) => {
    const { room_name: name, participant_label: label, vars } = readArguments(expectedVars, body);
    const labels = await labelsOf(await findRoom(name, lab));
    if (labels && !labels.includes(label))
      throw new WrongArgument('participant_label', `Nobody with the label ${label.slice(0, 100)} is expected in the room ${name}.`);
    await keepVars(db, { room: name, label }, vars);
    await mergeVars(db, { room: name, label });
    return {};
  });
}

const isCode = (code: string): boolean => /^[a-z0-9]{8}$/.test(code);
