import { readFile, rename, writeFile } from 'node:fs/promises';
import type { HomePaths } from '../config.ts';
import type { UpdateStatus } from '../rules/program-record.ts';

/** Null when there was no update. Control writes it until the parent takes over, and both read it. */
export async function readUpdateStatus(paths: Pick<HomePaths, 'update'>): Promise<UpdateStatus | null> {
  const text = await readFile(paths.update, 'utf8').catch(() => null);
  if (text === null) return null;
  const status: UpdateStatus = JSON.parse(text); // written whole, by us
  return status;
}

export async function writeUpdateStatus(paths: Pick<HomePaths, 'update'>, status: UpdateStatus): Promise<void> {
  const beside = `${paths.update}.new`;
  await writeFile(beside, JSON.stringify(status), { mode: 0o600 });
  await rename(beside, paths.update);
}
