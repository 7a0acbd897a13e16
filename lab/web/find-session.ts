import { RostraError } from '#kit/errors/rostra-error.ts';
import type { FastifyRequest } from 'fastify';
import type { Lab } from '../lab.ts';
import { head, type SessionHead } from '../store/overview.ts';

/** The session with this code. Throws a 404 when there is none. */
export async function sessionNamed({ db }: Pick<Lab, 'db'>, code: string): Promise<SessionHead> {
  const found = await head(db, code);
  if (!found) throw new NoSuchSession(code);
  return found;
}

/** The address under which people reach this lab. */
export function publicAddress({ config }: Pick<Lab, 'config'>, request: FastifyRequest): string {
  return (config.baseUrl ?? `${request.protocol}://${request.host}`).replace(/\/$/, '');
}

/** Somebody asks for a session that is not there. */
export class NoSuchSession extends RostraError {
  constructor(code: string) {
    super({
      code: 'LAB_NO_SUCH_SESSION',
      status: 404,
      message: `There is no session ${code.slice(0, 40)}.`,
      hint: 'It may have been deleted. Look in the list of sessions.',
    });
  }
}

/** Somebody asks for a participant who is not there. */
export class NoSuchParticipant extends RostraError {
  constructor(code: string) {
    super({
      code: 'LAB_NO_SUCH_PARTICIPANT',
      status: 404,
      message: `There is no participant ${code.slice(0, 20)}.`,
      hint: 'The session may have been deleted. Codes have eight letters and digits.',
    });
  }
}
