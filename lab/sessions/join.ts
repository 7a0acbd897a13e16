import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Lab } from '../lab.ts';
import { own, sessionOf, take, type JoinedSession } from '../store/seats.ts';
import { addTurnedAway } from '../store/turned-away.ts';

/** Who comes in. */
export interface Comer {
  readonly label: string | null;
  /** The participant that this browser was before, by its cookie. */
  readonly before: string | null;
}

/** The session that the session-wide link leads to. Throws when there is none. */
export async function joinedSession(joinCode: string, lab: Lab): Promise<JoinedSession> {
  const session = /^[a-z]{8}$/.test(joinCode) ? await sessionOf(lab.db, joinCode) : null;
  if (!session) throw new NoSuchLink();
  return session;
}

/** The code of the participant that this browser was before in the session, or null; demos know nobody again. */
export async function seatOf({ id, isDemo }: JoinedSession, before: string | null, lab: Lab): Promise<string | null> {
  return before !== null && !isDemo ? own(lab.db, { sessionId: id, code: before }) : null;
}

/** The code of the participant who this comer is or now becomes. Throws when the session is full. */
export async function seatIn(session: JoinedSession, { label, before }: Comer, lab: Lab): Promise<string> {
  if ((label ?? '').length > 100) throw new LongLabel();
  const sessionId = session.id;
  const again = label === null ? await seatOf(session, before, lab) : null;
  const code = again ?? (await take(lab.db, { sessionId, label }));
  if (code !== null) return code;
  await addTurnedAway(lab.db, { sessionId, label });
  throw new SessionFull(sessionId, label);
}

/** Nobody knows the link. */
export class NoSuchLink extends RostraError {
  constructor() {
    super({
      code: 'LAB_NO_SUCH_LINK',
      status: 404,
      message: 'This link leads to no session.',
      hint: 'The session may have been deleted, or the link is not complete. Ask whoever gave it to you.',
    });
  }
}

/** Every seat is taken. */
export class SessionFull extends RostraError {
  readonly sessionId: number;
  /** Who came. */
  readonly label: string | null;

  constructor(sessionId: number, label: string | null) {
    super({
      code: 'LAB_SESSION_FULL',
      status: 404,
      message: 'Session is full.',
      hint: 'Everybody who was expected is here already. Tell the organiser if you were invited.',
    });
    this.sessionId = sessionId;
    this.label = label;
  }
}

class LongLabel extends RostraError {
  constructor() {
    super({
      code: 'LAB_LONG_LABEL',
      status: 400,
      message: 'A participant label is at most 100 characters long.',
      hint: 'Use a shorter one.',
    });
  }
}
