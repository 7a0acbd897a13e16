import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isReachable } from '#kit/postgres/reach.ts';
import type { DynoSpec } from '../drivers/driver.ts';
import { appUserId, mapsAppUsers } from '../rules/dyno-user.ts';
import { venvFolder } from '../rules/python-build.ts';
import type { AppRecord } from '../store/apps.ts';
import type { Control } from './control.ts';

/**
 * Who an app's dynos run as: a user of the app's own, so that no app reads another's secrets or the platform's (SEC-02). Null, the
 * platform's own user, where we are not root, where the machine has no such ids, and where a closed folder keeps such a user from
 * what the dyno needs.
 */
export async function dynoUser(control: Control, app: AppRecord, slug: string): Promise<DynoSpec['user']> {
  if (control.config.isolation === 'plain' || process.getuid?.() !== 0 || !(await hasIds())) return null;
  const id = appUserId(createHash('sha256').update(`${control.paths.root} ${app.id}`).digest().readUInt32BE(0));
  const user = { uid: id, gid: id };
  const needs = await neededFolders(control, slug);
  const reachable = await Promise.all(needs.map((folder) => isReachable(folder, user)));
  return reachable.every(Boolean) ? user : null;
}

async function neededFolders({ paths, installation }: Control, slug: string): Promise<string[]> {
  const python = await realpath(join(slug, venvFolder, 'bin', 'python')).catch(() => null);
  return [paths.dynos, installation.root, installation.nodeFolder, ...(python === null ? [] : [python])];
}

async function hasIds(): Promise<boolean> {
  const maps = await Promise.all(['uid_map', 'gid_map'].map((name) => readFile(`/proc/self/${name}`, 'utf8').catch(() => '')));
  return maps.every(mapsAppUsers);
}
