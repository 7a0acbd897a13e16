import { join } from 'node:path';
import { deployEcho } from './echo-app.ts';
import type { Installation } from './installation.ts';

const folderOf = (name: string): string => join(import.meta.dirname, 'apps', name);

/** The app that serves one request at a time. */
export function deployQueue(house: Installation, web = 1): Promise<string> {
  return deployEcho(house, { app: 'queue', folder: folderOf('queue'), web });
}

/** The app whose requests wait for one lock in its database. */
export async function deployLocked(house: Installation): Promise<string> {
  await house.rostra('apps:create', 'locked');
  await house.rostra('addons:create', 'postgres:hobby-dev', '--app', 'locked');
  await house.rostra('deploy', folderOf('locked'), '--app', 'locked');
  return 'locked';
}
