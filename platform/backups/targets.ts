import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Control } from '../control/control.ts';
import { readTarget, shownTarget } from '../rules/backups/targets.ts';
import type { BackupTarget, TargetSettings, TargetWish } from '../rules/backups/targets.ts';
import { copyMissing } from './copies.ts';
import { noSuchTarget, targetNotUsable, targetTaken } from './errors.ts';
import { placeOf } from './targets/place.ts';

export const shownTargets = ({ store }: Control): readonly BackupTarget[] =>
  store.backupTargets.list().map(({ name, settings }) => shownTarget(name, settings));

/** Taken only when a file that is written there can be read again; then what there is is copied. */
export async function addTarget(control: Control, wish: TargetWish & { readonly actor: string }): Promise<BackupTarget> {
  const read = readTarget(wish);
  if (!read.ok) throw targetNotUsable(wish.name, read.fault);
  const { name, actor } = wish;
  if (control.store.backupTargets.list().some((target) => target.name === name)) throw targetTaken(name);
  await tryOut(name, read.settings);
  const createdAtMs = control.clock.nowMs();
  if (!control.store.backupTargets.add({ name, settings: read.settings, createdAtMs, actor })) throw targetTaken(name);
  copyMissing(control).catch(() => {}); // it stands at each copy
  return shownTarget(name, read.settings);
}

/** What was copied there stays there. */
export function removeTarget({ store }: Control, name: string): void {
  if (!store.backupTargets.remove(name)) throw noSuchTarget(name);
}

async function tryOut(name: string, settings: TargetSettings): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-target-'));
  const content = randomBytes(32);
  const path = join(folder, 'trial');
  const sha256 = createHash('sha256').update(content).digest('hex');
  const trial = `rostra-trial-${sha256.slice(0, 12)}`;
  try {
    await writeFile(path, content);
    const place = placeOf(settings);
    await place.put(trial, { path, bytes: content.length, sha256 });
    const hash = createHash('sha256');
    for await (const piece of await place.get(trial)) hash.update(piece);
    await place.drop(trial);
    if (hash.digest('hex') !== sha256) throw new Error('what was read is not what was written');
  } catch (error) {
    throw targetNotUsable(name, error instanceof Error ? error.message : String(error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
