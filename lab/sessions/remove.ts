import type { Lab } from '../lab.ts';
import { people } from '../store/monitor.ts';
import { remove } from '../store/overview.ts';
import { tellGone, wake } from './wake.ts';

/** Deletes a session with everything in it. Whoever has a page of it open sees at once that it is gone. */
export async function removeSession({ id, code }: { readonly id: number; readonly code: string }, lab: Lab): Promise<void> {
  const spots = await people(lab.db, id);
  await remove(lab.db, code);
  await tellGone(id, lab);
  await wake(spots, lab);
  lab.logger.info('session_deleted', { session: code });
}
