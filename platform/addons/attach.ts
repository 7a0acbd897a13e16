import { randomBytes } from 'node:crypto';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { findRedis } from '#kit/redis/find.ts';
import type { Control } from '../control/control.ts';
import type { AddonWish } from '../control/operations.ts';
import { addonFailed, configVarTaken, noSuchApp, wrongAttachmentName, wrongPlan } from '../errors.ts';
import { findPlan, plans } from '../rules/plans.ts';
import { patchConfig } from '../releases/change-config.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';
import { providePostgres } from './postgres.ts';
import { provideRedis } from './redis.ts';

/** Records the add-on and waits until it is available: then its address is a config var, and a release says so. */
export async function createAddon(control: Control, app: AppRecord, wish: AddonWish & { readonly actor: string }): Promise<AddonRecord> {
  const found = findPlan(wish.plan);
  if (!found.ok) throw wrongPlan(found.fault, found.known);
  const { plan } = found;
  if (plan.service === 'redis') await findRedis();
  const configVar = `${attachmentName(wish.as ?? found.attachesAs)}_URL`;
  const name = `${plan.service}-${randomBytes(4).toString('hex')}`;
  const password = randomBytes(18).toString('base64url');
  record(control, app, { name, service: plan.service, plan: plan.name, configVar, password, createdAtMs: control.clock.nowMs() });
  await provideAddon(control, name, wish.actor);
  const addon = control.store.addons.find(name);
  if (addon === null) throw noSuchApp(app.name);
  return addon;
}

type NewAddon = Omit<AddonRecord, 'id' | 'appName' | 'state' | 'appId'>;

/** A config var has one owner: the present vars and the other add-ons are looked at in the same transaction. */
function record({ store }: Control, asked: AppRecord, addon: NewAddon): void {
  store.transaction(() => {
    const app = store.apps.byName(asked.name);
    if (app === null) throw noSuchApp(asked.name);
    const held = store.addons.ofApp(app.id).some((other) => other.configVar === addon.configVar);
    if (held || Object.hasOwn(app.config, addon.configVar)) throw configVarTaken(app.name, addon.configVar);
    store.addons.create({ ...addon, appId: app.id });
  });
}

function attachmentName(name: string): string {
  if (!/^[A-Z][A-Z0-9_]{0,59}$/.test(name)) throw wrongAttachmentName(name);
  return name.replace(/_URL$/, '');
}

/** What a killed control left half made goes on. */
export function resumeAddons(control: Control): void {
  for (const addon of control.store.addons.list()) {
    if (addon.state !== 'creating') continue;
    provideAddon(control, addon.name, 'rostra').catch((error: unknown) =>
      control.logger.error('addon_not_made', { addon: addon.name, error }),
    );
  }
}

async function provideAddon(control: Control, name: string, actor: string): Promise<void> {
  const addon = control.store.addons.find(name);
  const plan = plans.find((each) => each.service === addon?.service && each.name === addon.plan);
  if (addon === null || plan === undefined) return;
  try {
    const url = plan.service === 'postgres' ? await providePostgres(control, addon, plan) : await provideRedis(control, addon);
    finish(control, { addon, url, actor });
  } catch (error) {
    control.store.addons.setState(name, 'leaving'); // the reconciler clears away what there is of it
    control.logger.error('addon_failed', { addon: name, error });
    if (error instanceof RostraError) throw error;
    throw addonFailed(name, error instanceof Error ? error.message : String(error));
  } finally {
    control.wake();
  }
}

function finish(control: Control, made: { readonly addon: AddonRecord; readonly url: string; readonly actor: string }): void {
  const { store, clock } = control;
  const { addon, url, actor } = made;
  store.transaction(() => {
    const app = store.apps.byName(addon.appName);
    if (app === null || store.addons.find(addon.name)?.state !== 'creating') return; // destroyed meanwhile
    store.addons.setState(addon.name, 'available');
    const reason = `Attach ${addon.configVar.replace(/_URL$/, '')} (${addon.name})`;
    patchConfig(control, app, { patch: { [addon.configVar]: url }, reason, actor, restart: true });
    const text = `${addon.name} (${addon.service}:${addon.plan}) as ${addon.configVar}`;
    store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'addon', text, actor });
  });
}
