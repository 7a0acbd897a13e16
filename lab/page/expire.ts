import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '../lab.ts';
import { sweep } from '../store/drafts.ts';
import { drop, takeDue, type DueTimer } from '../store/timers.ts';
import { lookAtLobbies } from './match.ts';
import { pushOn } from './push-on.ts';
import { meetWithoutOthers } from './too-long.ts';

const batch = 50;
const betweenPollsMs = 250;
/** Polls between two looks at the lobbies that are due. */
const lobbyEvery = 4;
/** Polls between two sweeps of what was typed on pages that are left. */
const sweepEvery = 40;

/** Sends the pages of people whose time is up and whose browser did not. Gives how many timers were due. */
export async function expirePages(lab: Lab): Promise<number> {
  const due = await takeDue(lab.db, batch);
  await Promise.all(
    due.map((timer) =>
      expirePage(timer, lab).catch((error: unknown) => lab.logger.error('timeout_failed', { page: timer.pageIndex, error })),
    ),
  );
  return due.length;
}

/** Sends a page as timed out with nothing in it, if the participant is still there. */
async function expirePage(timer: DueTimer, lab: Lab): Promise<void> {
  const moved = await pushOn({ ...timer, withDraft: true }, lab);
  if ('stays' in moved && moved.stays === 'waits for others') await meetWithoutOthers(timer, lab);
  if ('stays' in moved) await drop(lab.db, timer);
}

/** Looks for due timers and lobbies all the time; any number of processes may. Returns the function that ends it. */
export function watchTimers(lab: Lab): () => Promise<void> {
  const ended = new AbortController();
  const watching = watch(lab, ended.signal);
  return async () => {
    ended.abort();
    await watching;
  };
}

async function watch(lab: Lab, signal: AbortSignal): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    if (round % lobbyEvery === 0) await lookAtLobbies(lab).catch((error: unknown) => lab.logger.warn('lobbies_not_read', { error }));
    if (round % sweepEvery === sweepEvery - 1)
      await sweep(lab.db).catch((error: unknown) => lab.logger.warn('drafts_not_swept', { error }));
    const count = await expirePages(lab).catch((error: unknown) => {
      lab.logger.warn('timers_not_read', { error });
      return 0;
    });
    if (count < batch) await delay(betweenPollsMs, undefined, { signal }).catch(() => {}); // ended
  }
}
