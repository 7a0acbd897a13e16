import { setTimeout as delay } from 'node:timers/promises';
import { capture } from '../backups/capture.ts';
import type { Control } from '../control/control.ts';
import { webType } from '../rules/formation.ts';
import type { SavedDatabase } from '../rules/upgrade.ts';
import type { AppRecord } from '../store/apps.ts';
import type { NewSlug } from '../store/releases.ts';
import type { UpgradeRecord } from '../store/upgrades.ts';
import { rehearseUpgrade } from './rehearse.ts';

/** Between the build and its release: it is tried on a copy when that is wished, then visitors wait and the data are saved. */
export async function prepareUpgrade(control: Control, app: AppRecord, wish: { upgrade: UpgradeRecord; slug: NewSlug }): Promise<void> {
  const { upgrade, slug } = wish;
  const { store, outputs } = control;
  const say = (text: string): void => outputs.write(upgrade.build, `-----> ${text}`);
  if (upgrade.rehearses) {
    store.upgrades.setState(upgrade.id, 'rehearsing');
    say('Trying it on a copy with a backup of the data …');
    await rehearseUpgrade(control, app, { upgrade, slug });
    say('The copy runs it, with every row');
  }
  store.upgrades.setState(upgrade.id, 'saving');
  control.wake();
  await isQuiet(control, app);
  say('Visitors wait from here. Saving the data …');
  store.upgrades.setBackups(upgrade.id, await saved(control, app, upgrade.actor));
  store.upgrades.setState(upgrade.id, 'releasing');
}

const quietWithinMs = 10_000;
const lookEveryMs = 100;

/** No new request comes from here, and those that were under way are answered; one that lasts on, such as a WebSocket, is not waited for. */
async function isQuiet({ changes, router, board }: Control, app: AppRecord): Promise<void> {
  const until = AbortSignal.timeout(quietWithinMs);
  await changes.until(() => (router.leadsTo(app.name) ? null : true), until);
  while (!until.aborted) {
    const status = await router.status().catch(() => null);
    const web = board.ofApp(app).filter(({ type }) => type === webType);
    if (status === null || web.every(({ id }) => (status.inflight[id] ?? 0) === 0)) return;
    await delay(lookEveryMs);
  }
}

async function saved(control: Control, app: AppRecord, actor: string): Promise<readonly SavedDatabase[]> {
  const databases = control.store.addons.ofApp(app.id).filter(({ service, state }) => service === 'postgres' && state === 'available');
  const backups = [];
  for (const addon of databases)
    backups.push({ database: addon.name, backup: (await capture(control, addon, { reason: 'release', actor })).id });
  return backups;
}
