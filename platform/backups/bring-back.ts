import { readFile, rm, writeFile } from 'node:fs/promises';
import { accountName } from '../addons/held-vars.ts';
import { limitPostgres, planOfPostgres } from '../addons/postgres.ts';
import type { Control } from '../control/control.ts';
import { adoptScratch, dropFormer, exchangeDatabases } from '../store/backup-databases.ts';
import { comingBackFile, isComingBack } from './coming-back.ts';
import { readyAdministrator } from './database-of.ts';
import { beside, fillScratch } from './restore.ts';

/** What a restored installation has to read back: by add-on, which backup. */
export interface ComingBack {
  readonly version: string;
  readonly databases: Readonly<Record<string, number>>;
}

/** Databases of a restored installation come back one by one; until then the apps that use one wait. May be killed at any time. */
export async function bringDatabasesBack(control: Control): Promise<void> {
  if (!isComingBack(control)) return;
  const file = comingBackFile(control.paths.root);
  const { version, databases }: ComingBack = JSON.parse(await readFile(file, 'utf8'));
  const left = new Map(Object.entries(databases));
  for (const [name, backup] of Object.entries(databases)) {
    await bringBack(control, name, backup);
    left.delete(name);
    await writeFile(file, JSON.stringify({ version, databases: Object.fromEntries(left) }), { mode: 0o600 });
  }
  await rm(file, { force: true });
  control.logger.info('databases_back', { databases: Object.keys(databases).length });
  control.wake();
}

async function bringBack(control: Control, name: string, id: number): Promise<void> {
  const addon = control.store.addons.find(name);
  const backup = control.store.backups.find(id);
  if (addon === null || backup === null) return;
  const adminUrl = await readyAdministrator(control, addon);
  await limitPostgres(control, addon, planOfPostgres(addon)); // makes role and database
  const { next } = beside(name);
  const [owner, former] = [accountName(name), `${accountName(name)}_old_0`];
  await dropFormer(adminUrl, former);
  await fillScratch(control, { name: next, addon, backup });
  await adoptScratch(adminUrl, { scratch: next, owner });
  await exchangeDatabases(adminUrl, { present: owner, next, former });
  await dropFormer(adminUrl, former);
}
