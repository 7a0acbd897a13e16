import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServerUser } from './find.ts';

/** As root: where things go that the server's user must reach although a folder above the right place is closed. */
export const openFolder = '/var/lib/rostra';

/** Can `user` walk down to the folder? Always true for null, which stands for ourselves. Missing folders count as open. */
export async function isReachable(folder: string, user: ServerUser | null): Promise<boolean> {
  if (user === null) return true;
  for (let place = folder; place !== dirname(place); place = dirname(place)) {
    const facts = await stat(place).catch(() => null);
    if (facts && !maySearch(facts, user)) return false;
  }
  return true;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

function maySearch(facts: Owner, user: ServerUser): boolean {
  if (facts.uid === user.uid) return (facts.mode & 0o100) !== 0;
  if (facts.gid === user.gid) return (facts.mode & 0o010) !== 0;
  return (facts.mode & 0o001) !== 0;
}
