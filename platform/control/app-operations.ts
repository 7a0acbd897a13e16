import { refuseShared } from '../addons/detach.ts';
import { changedMeanwhile } from '../access-errors.ts';
import {
  appNameTaken,
  noSuchApp,
  noSuchDyno,
  noSuchProcessType,
  noSuchSize,
  notConfirmed,
  wrongAppName,
  wrongQuantity,
} from '../errors.ts';
import { runsOnOneWebDyno } from '../releases/errors.ts';
import { refuseWhileFollowed } from '../releases/config-followers.ts';
import { isAppName } from '../rules/app-name.ts';
import { findSize, sizeTitle } from '../rules/dyno-sizes.ts';
import { webType } from '../rules/formation.ts';
import { runsAlone } from '../rules/otree-guest.ts';
import { mostDynos } from '../rules/plans.ts';
import type { ProcessType } from '../rules/resources.ts';
import { tierFault } from '../rules/scaling/tier-rules.ts';
import { notOnThisTier } from '../scaling/errors.ts';
import { overrideTypes } from '../scaling/override.ts';
import type { AppRecord } from '../store/apps.ts';
import type { NewEvent } from '../store/events.ts';
import type { Control } from './control.ts';
import { refuseFrozen } from '../costs/budget-state.ts';
import { meter } from '../costs/meter.ts';
import type { DynoWish, Operations, ScaleWish } from './operations.ts';
import { appResource, appUrl, dynoResource, processTypes } from './resources.ts';

type AppVerbs = Pick<
  Operations,
  'status' | 'apps' | 'app' | 'createApp' | 'destroyApp' | 'formation' | 'scale' | 'dynos' | 'restart' | 'setMaintenance'
>;

/** The app of this name; a fault when there is none. */
export function appNamed({ store }: Control, name: string): AppRecord {
  const app = store.apps.byName(name);
  if (app === null) throw noSuchApp(name);
  return app;
}

export function appOperations(control: Control, actor: string): AppVerbs {
  return {
    status: () => platformStatus(control),
    apps: async () => control.store.apps.list().map((app) => appResource(control, app)),
    app: async (name) => appResource(control, appNamed(control, name)),
    createApp: async (name) => createApp(control, name, actor),
    destroyApp: async (name, confirm) => destroyApp(control, name, { confirm, actor }),
    formation: async (name) => processTypes(control, appNamed(control, name)),
    scale: async (name, wish) => {
      const app = appNamed(control, name);
      const formation = scaleApp(control, app, { wish, actor });
      overrideTypes(control, app, Object.keys(wish));
      return formation;
    },
    dynos: async (name) => shownDynos(control, appNamed(control, name)),
    restart: async (name, which) => restart(control, appNamed(control, name), { which, actor }),
    setMaintenance: async (name, on) => setMaintenance(control, appNamed(control, name), { on, actor }),
  };
}

async function platformStatus(control: Control): ReturnType<Operations['status']> {
  const isDynodUp = await control.driver.list().then(
    () => true,
    () => false,
  );
  return {
    version: control.installation.rostraVersion,
    startedAt: new Date(control.startedAtMs).toISOString(),
    home: control.paths.root,
    url: appUrl(control),
    apps: control.store.apps.list().length,
    router: control.router.isUp ? 'up' : 'away',
    dynod: isDynodUp ? 'up' : 'away',
  };
}

function createApp(control: Control, name: string, actor: string): ReturnType<typeof appResource> {
  if (!isAppName(name)) throw wrongAppName(name);
  control.store.transaction(() => {
    if (!control.store.apps.create(name, control.clock.nowMs())) throw appNameTaken(name);
    tell(control, appNamed(control, name), { kind: 'app', text: `${name} created`, actor });
  });
  control.wake();
  return appResource(control, appNamed(control, name));
}

async function destroyApp(
  control: Control,
  name: string,
  { confirm, actor }: { readonly confirm: string; readonly actor: string },
): Promise<void> {
  const app = appNamed(control, name);
  if (confirm !== name) throw notConfirmed(name);
  refuseWhileFollowed(control, app);
  for (const addon of control.store.addons.ofApp(app.id)) refuseShared(control, addon);
  const { putIntoBin } = await import('../backups/bin.ts');
  await putIntoBin(control, app, actor);
  control.store.transaction(() => {
    control.store.apps.setLeaving(app.id);
    meter(control, 'app destroyed');
  });
  control.wake();
  const isGone = (): true | null => (control.store.apps.leaving().some(({ id }) => id === app.id) ? null : true);
  await control.changes.until(isGone, AbortSignal.timeout(60_000));
}

/** Quantities and sizes, also for those who change them on a person's behalf: the autoscaler, schedules. `why`: in words. */
export function scaleApp(
  control: Control,
  app: AppRecord,
  { wish, actor, why = '' }: { readonly wish: ScaleWish; readonly actor: string; readonly why?: string },
): readonly ProcessType[] {
  const before = processTypes(control, app);
  const updates = Object.entries(wish).map(([type, dynos]) => update(app, { type, wish: dynos, before }));
  const commands = Object.fromEntries(before.map(({ type, command }) => [type, command]));
  if (runsAlone(commands) && updates.some(({ type, quantity }) => type === webType && quantity > 1)) throw runsOnOneWebDyno(app.name);
  for (const each of updates) refuseByTier(control, each);
  if (updates.some((each) => before.some(({ type, quantity }) => type === each.type && each.quantity > quantity)))
    refuseFrozen(control, app);
  control.store.transaction(() => {
    writeFormation(control, app, updates);
    meter(control, `scaled by ${actor}`);
    const words = updates.map(({ type, quantity, size }) => `${type}@${quantity}:${sizeTitle(size)}`);
    tell(control, app, { kind: 'scale', text: `Scaled to ${words.join(' ')}${why && ` (${why})`}`, actor });
  });
  control.wake();
  return processTypes(control, app);
}

function refuseByTier({ config }: Control, wanted: FormationUpdate): void {
  const fault = tierFault(config.tierRules, wanted);
  if (fault !== null) throw notOnThisTier(fault);
}

interface FormationUpdate {
  readonly type: string;
  readonly quantity: number;
  readonly size: string;
  readonly isResized: boolean;
}

function update(
  app: AppRecord,
  { type, wish, before }: { readonly type: string; readonly wish: number | DynoWish; readonly before: readonly ProcessType[] },
): FormationUpdate {
  const known = before.find((each) => each.type === type);
  if (known === undefined)
    throw noSuchProcessType(
      app.name,
      type,
      before.map((each) => each.type),
    );
  const { quantity = known.quantity, size: sizeName = known.size, was }: DynoWish = typeof wish === 'number' ? { quantity: wish } : wish;
  refuseIfChanged(known, was);
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > mostDynos) throw wrongQuantity(type, mostDynos);
  const size = findSize(sizeName);
  if (size === null) throw noSuchSize(sizeName);
  return { type, quantity, size: size.name, isResized: size.name !== known.size };
}

/** Two people at once: the second sees what the first did before anything of it is undone. */
function refuseIfChanged({ type, quantity }: ProcessType, was: number | undefined): void {
  if (was === undefined || was === quantity) return;
  throw changedMeanwhile(`${type} is set to ${quantity} now, and you saw ${was}`, 'Look at the present number and decide again.');
}

/** A dyno keeps the size it was born with: those of a resized type are restarted. */
function writeFormation({ store, clock }: Control, app: AppRecord, updates: readonly FormationUpdate[]): void {
  store.formations.setQuantities(app.id, Object.fromEntries(updates.map(({ type, quantity }) => [type, quantity])));
  store.formations.setSizes(app.id, Object.fromEntries(updates.map(({ type, size }) => [type, size])));
  for (const { type, isResized } of updates)
    if (isResized) store.formations.markRestart(app.id, { type, number: null, beforeMs: clock.nowMs() });
}

/** Those of the formation that run, or ended and wait for their restart; the release phase while it runs. */
function shownDynos(control: Control, app: AppRecord): ReturnType<typeof dynoResource>[] {
  const shown = control.board.ofApp(app).filter((dyno) => dyno.state !== 'down');
  return shown.map(dynoResource).toSorted((a, b) => a.type.localeCompare(b.type) || a.number - b.number || (a.id < b.id ? -1 : 1));
}

function restart(control: Control, app: AppRecord, wish: { readonly which: string | undefined; readonly actor: string }): void {
  const [type = null, number] = wish.which?.split('.', 2) ?? [];
  const isKnown = type === null || processTypes(control, app).some((each) => each.type === type && isNumberOf(number, each.quantity));
  if (!isKnown) throw noSuchDyno(app.name, wish.which ?? '');
  control.store.transaction(() => {
    const mark = { type, number: number === undefined ? null : Number(number), beforeMs: control.clock.nowMs() };
    control.store.formations.markRestart(app.id, mark);
    tell(control, app, { kind: 'restart', text: `Restart ${wish.which ?? 'all dynos'}`, actor: wish.actor });
  });
  control.wake();
}

const isNumberOf = (number: string | undefined, quantity: number): boolean =>
  number === undefined || (/^[1-9]\d*$/.test(number) && Number(number) <= quantity);

function setMaintenance(
  control: Control,
  app: AppRecord,
  wish: { readonly on: boolean; readonly actor: string },
): ReturnType<typeof appResource> {
  control.store.transaction(() => {
    control.store.apps.setMaintenance(app.id, wish.on);
    tell(control, app, { kind: 'maintenance', text: `Maintenance ${wish.on ? 'on' : 'off'}`, actor: wish.actor });
  });
  control.wake();
  return appResource(control, appNamed(control, app.name));
}

/** An event, and the same words in the log. */
function tell(control: Control, app: AppRecord, event: Pick<NewEvent, 'kind' | 'text'> & { readonly actor: string }): void {
  control.store.events.append({ ...event, appId: app.id, atMs: control.clock.nowMs() });
  control.logBook.tell(app.name, 'api', [`${event.text} by user ${event.actor}`]);
}
