import type { FastifyInstance } from 'fastify';
import { violates } from '#kit/db/database-fault.ts';
import { LabelTaken } from '../../errors.ts';
import type { Lab } from '../../lab.ts';
import { adjustPayment } from '../../payments/adjust.ts';
import { addSeats } from '../../sessions/add-seats.ts';
import { fillWithBots } from '../../sessions/fill-with-bots.ts';
import { openGate } from '../../sessions/gates.ts';
import { sendNotice } from '../../sessions/notice.ts';
import { pauseSession, resumeSession } from '../../sessions/pause.ts';
import { removeSession } from '../../sessions/remove.ts';
import { note } from '../../store/audit.ts';
import { describePerson, personOf, type KnownPerson } from '../../store/edits.ts';
import { NoSuchParticipant, sessionNamed } from '../find-session.ts';
import { botsWish, gateWish, messageWish, nothing, participantChange, readArguments, seatsWish } from './arguments.ts';

interface ByCode {
  readonly Params: { readonly code: string };
}

const actor = 'the REST API';

/** What can be done to a session while it runs, and to its participants. Each answer says how many people it was about. */
export function registerOperation(api: FastifyInstance, lab: Lab): void {
  const doing = (action: string, work: (session: { readonly id: number; readonly code: string }, body: unknown) => Promise<object>) =>
    api.post<ByCode>(`/sessions/:code/${action}`, async ({ params, body }) => {
      const session = await sessionNamed(lab, params.code);
      const answer = await work(session, body);
      await note(lab.db, { actor, action, session: session.code, detail: answer });
      return answer;
    });
  doing('pause', async ({ id }, body) => ({ people: (readArguments(nothing, body), await pauseSession(id, lab)) }));
  doing('resume', async ({ id }, body) => ({ people: (readArguments(nothing, body), await resumeSession(id, lab)) }));
  doing('gate', async ({ id }, body) => {
    const { page_index: pageIndex } = readArguments(gateWish, body);
    return { page_index: pageIndex, people: await openGate({ sessionId: id, pageIndex }, lab) };
  });
  doing('seats', async ({ id }, body) => {
    const codes = await addSeats({ sessionId: id, people: readArguments(seatsWish, body).people }, lab);
    return { people: codes.length, participant_codes: codes };
  });
  doing('bots', async ({ id }, body) => {
    const { participant_codes: codes = null, people = 10_000 } = readArguments(botsWish, body);
    const taken = await fillWithBots({ sessionId: id, codes, most: people }, lab);
    return { people: taken.length, participant_codes: taken.map(({ code }) => code) };
  });
  doing('message', async ({ id }, body) => {
    const { text, participant_code: code = null } = readArguments(messageWish, body);
    const people = await sendNotice({ sessionId: id, code, text }, lab);
    if (code !== null && people === 0) throw new NoSuchParticipant(code);
    return { people };
  });
  api.delete<ByCode>('/sessions/:code', async ({ params }) => {
    const { id, code, numParticipants } = await sessionNamed(lab, params.code);
    await removeSession({ id, code }, lab);
    await note(lab.db, { actor, action: 'session deleted', session: code, detail: { participants: numParticipants } });
    return {};
  });
  api.patch<ByCode>('/participants/:code', ({ params, body }) => changeParticipant(params.code, body, lab));
}

/** What is not named stays as it is. */
async function changeParticipant(code: string, body: unknown, lab: Lab): Promise<object> {
  const wish = readArguments(participantChange, body);
  const person = /^[a-z0-9]{8}$/.test(code) ? await personOf(lab.db, code) : null;
  if (!person) throw new NoSuchParticipant(code);
  const { label = person.label, status = person.status, payoff_adjustment: adjustment } = wish;
  if (adjustment) await adjustPayment({ session: sessionOf(person), code, ...adjustment, actor }, lab);
  await describePerson(lab.db, { sessionId: person.sessionId, code, label: label || null, status }).catch((error: unknown) => {
    throw violates(error, 'lab_participant_session_id_label_key') ? new LabelTaken(label ?? '') : error;
  });
  await note(lab.db, { actor, action: 'participant described', session: person.session, detail: { code, ...wish } });
  return { code, label: label || null, status };
}

function sessionOf({ sessionId, session }: KnownPerson): { readonly id: number; readonly code: string } {
  return { id: sessionId, code: session };
}
