import { randomBytes } from 'node:crypto';
import { unreachable } from '#kit/errors/invariant.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { findRedis } from '#kit/redis/find.ts';
import type { Control } from '../control/control.ts';
import type { AddonWish } from '../control/operations.ts';
import { meter } from '../costs/meter.ts';
import { addonFailed, configVarTaken, noSuchAddon, noSuchApp, wrongAttachmentName, wrongPlan } from '../errors.ts';
import { patchConfig } from '../releases/change-config.ts';
import { addonVarNames } from '../rules/addon-vars.ts';
import { findPlan, plans } from '../rules/plans.ts';
import type { Plan } from '../rules/plans.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';
import { serverOf } from './apps-of-server.ts';
import { errorService } from './errors.ts';
import { heldVarNames, varsOf } from './held-vars.ts';
import { newPassword } from './password.ts';
import { mailService } from './mail.ts';
import { providePostgres } from './postgres.ts';
import { provideRedis } from './redis.ts';

/** Records the add-on and waits until it is available: then its address is a config var, and a release says so. */
export async function createAddon(control: Control, app: AppRecord, wish: AddonWish & { readonly actor: string }): Promise<AddonRecord> {
  const found = findPlan(wish.plan);
  if (!found.ok) throw wrongPlan(found.fault, found.known);
  const { plan } = found;
  if (plan.service === 'redis') await findRedis();
  const configVar = configVarName(plan.service, wish.as ?? found.attachesAs);
  const name = `${plan.service}-${randomBytes(4).toString('hex')}`;
  const password = newPassword(plan.service);
  const settings = found.prefersTls ? { tls: 'yes' } : {};
  const createdAtMs = control.clock.nowMs();
  record(control, app, { name, service: plan.service, plan: plan.name, configVar, password, settings, createdAtMs });
  await provideAddon(control, name, wish.actor);
  const addon = control.store.addons.find(name);
  if (addon === null) throw noSuchApp(app.name);
  return addon;
}

type NewAddon = Omit<AddonRecord, 'id' | 'appName' | 'state' | 'appId'>;

function record({ store }: Control, asked: AppRecord, addon: NewAddon): void {
  store.transaction(() => {
    const app = freeFor(store, asked, addon);
    store.addons.create({ ...addon, appId: app.id });
  });
}

/** A config var has one owner: the present vars and those of the other add-ons are looked at in the same transaction. */
function freeFor(store: Control['store'], asked: AppRecord, addon: Pick<AddonRecord, 'service' | 'configVar'>): AppRecord {
  const app = store.apps.byName(asked.name);
  if (app === null) throw noSuchApp(asked.name);
  const taken = new Set([...heldVarNames(store, app.id), ...Object.keys(app.config)]);
  const own = store.addons.heldBy(app.id).map(({ configVar }) => configVar);
  const clash = [addon.configVar, ...addonVarNames(addon)].find((name) => taken.has(name) || own.includes(name));
  if (clash !== undefined) throw configVarTaken(app.name, clash);
  return app;
}

function configVarName(service: Plan['service'], name: string): string {
  if (!/^[A-Z][A-Z0-9_]{0,59}$/.test(name)) throw wrongAttachmentName(name);
  return service === 'errors' ? `${name.replace(/_DSN$/, '')}_DSN` : `${name.replace(/_URL$/, '')}_URL`;
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
    const server = await provide(control, addon, plan);
    finish(control, { addon, server, actor });
  } catch (error) {
    control.store.addons.setState(name, 'leaving'); // the reconciler clears away what there is of it
    control.logger.error('addon_failed', { addon: name, error });
    if (error instanceof RostraError) throw error;
    throw addonFailed(name, error instanceof Error ? error.message : String(error));
  } finally {
    control.wake();
  }
}

/** The server it lives in, when it answers; null for one that needs none. */
async function provide(control: Control, addon: AddonRecord, plan: Plan): Promise<ServerRecord | null> {
  switch (addon.service) {
    case 'postgres':
      return providePostgres(control, addon, plan);
    case 'redis':
      return provideRedis(control, addon);
    case 'mail':
      return mailService.provide(control);
    case 'errors':
      return errorService.provide(control);
    case 'scheduler':
      return null;
    default:
      return unreachable(addon.service);
  }
}

interface Made {
  readonly addon: AddonRecord;
  readonly server: ServerRecord | null;
  readonly actor: string;
}

function finish(control: Control, { addon, server, actor }: Made): void {
  const { store, clock } = control;
  store.transaction(() => {
    const app = store.apps.byName(addon.appName);
    if (app === null || store.addons.find(addon.name)?.state !== 'creating') return; // destroyed meanwhile
    store.addons.setState(addon.name, 'available');
    meter(control, 'add-on made');
    tellHolder(control, app, { addon, server, configVar: addon.configVar, actor });
    const text = `${addon.name} (${addon.service}:${addon.plan}) as ${addon.configVar}`;
    store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'addon', text, actor });
  });
}

interface Holding {
  readonly addon: AddonRecord;
  readonly server: ServerRecord | null;
  readonly configVar: string;
  readonly actor: string;
}

function tellHolder(control: Control, app: AppRecord, { addon, server, configVar, actor }: Holding): void {
  const patch = varsOf(addon, { configVar }, server);
  if (Object.keys(patch).length === 0) return;
  patchConfig(control, app, { patch, reason: `Attach ${configVar.replace(/_URL$/, '')} (${addon.name})`, actor, restart: true });
}

/** Gives an add-on of one app to another one too, which gets its address in a release. */
export function attachAddon(
  control: Control,
  app: AppRecord,
  wish: { readonly addon: string; readonly as: string | null; readonly actor: string },
): void {
  const { store, clock } = control;
  const addon = store.addons.find(wish.addon);
  if (addon?.state !== 'available') throw noSuchAddon(app.name, wish.addon);
  const configVar = wish.as === null ? addon.configVar : configVarName(addon.service, wish.as);
  const server = store.addons.servers().find(({ name }) => name === serverOf(addon)) ?? null;
  store.transaction(() => {
    const present = freeFor(store, app, { service: addon.service, configVar });
    store.addons.attach({ addonId: addon.id, appId: present.id, configVar });
    tellHolder(control, present, { addon, server, configVar, actor: wish.actor });
    const text = `${addon.name} of ${addon.appName} attached as ${configVar}`;
    store.events.append({ appId: present.id, atMs: clock.nowMs(), kind: 'addon', text, actor: wish.actor });
  });
  control.wake();
}
