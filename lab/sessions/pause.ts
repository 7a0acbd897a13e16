import type { Lab } from '../lab.ts';
import { pause, resume } from '../store/operation.ts';
import { showAnew } from './wake.ts';

/** Stops a session: nobody can send anything, and the time of every page stands still. Gives how many people it holds; 0 when it was paused. */
export async function pauseSession(sessionId: number, lab: Lab): Promise<number> {
  const people = await lab.db.inTransaction((tx) => pause(tx, sessionId));
  await showAnew(people, lab);
  if (people.length > 0) lab.logger.info('session_paused', { session: sessionId });
  return people.length;
}

/** Lets a paused session go on: everybody has as much time left as they had. Gives how many people go on; 0 when it was not paused. */
export async function resumeSession(sessionId: number, lab: Lab): Promise<number> {
  const people = await lab.db.inTransaction((tx) => resume(tx, sessionId));
  await showAnew(people, lab);
  if (people.length > 0) lab.logger.info('session_resumed', { session: sessionId });
  return people.length;
}
