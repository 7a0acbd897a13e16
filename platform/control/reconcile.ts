import { clearLeavingAddons } from '../addons/detach.ts';
import { liveServer } from '../addons/live-server.ts';
import { postgresServer } from '../addons/postgres.ts';
import { keepServers } from '../addons/servers.ts';
import { isUnreachable } from '../errors.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import { runReleasePhase } from '../releases/release-phase.ts';
import { failRelease, settleRollOut } from '../releases/roll-out.ts';
import { appRoutes } from '../rules/app-routes.ts';
import { formationActions, webType } from '../rules/formation.ts';
import type { DynoSlot, FormationActions, RunnableRelease } from '../rules/formation.ts';
import type { AppRoutes } from '../rules/route-table.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ReleaseRecord } from '../store/releases.ts';
import { clearLeavingApps } from './clear-app.ts';
import type { Control } from './control.ts';
import type { DynoBoard } from './dyno-board.ts';
import { newDynoId, startDyno } from './start-dyno.ts';

/**
 * One pass: what is wanted against what runs. It remembers nothing, so a control that was killed goes on where it stood. Throws
 * when the driver is away; then nothing is changed, and what runs goes on.
 */
export async function reconcile(control: Control): Promise<void> {
  await readDynos(control); // what runs
  await keepServers(control); // add-on servers come before those who need them
  const plans = await planApps(control); // wanted − running = actions, app by app
  await startMissing(control, plans);
  await control.router.push(plans.map((plan) => routesOf(control, plan))); // from here no new request goes to who has to go
  retire(control, plans);
  clearLeavingApps(control);
  clearLeavingAddons(control);
}

/** An app with its releases and what is to be done for it. */
interface Plan {
  readonly app: AppRecord;
  readonly serving: ReleaseRecord | null;
  readonly rollOut: ReleaseRecord | null;
  readonly dynos: readonly DynoStatus[];
  readonly actions: FormationActions;
}

async function readDynos({ driver, board }: Control): Promise<void> {
  const mark = board.mark();
  board.replace(await driver.list(), mark);
}

async function planApps(control: Control): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const { name } of control.store.apps.list()) {
    const plan = await planApp(control, name);
    if (plan !== null) plans.push(plan);
  }
  return plans;
}

async function planApp(control: Control, name: string): Promise<Plan | null> {
  const app = control.store.apps.byName(name);
  if (app === null) return null;
  const pending = app.rollOut === null ? null : control.store.releases.find(app.id, app.rollOut);
  const mayRollOut = pending !== null && (await runReleasePhase(control, app, pending));
  const plan = currentPlan(control, name, mayRollOut);
  if (plan?.rollOut == null || !settleRollOut(control, plan.app, { release: plan.rollOut, progress: plan.actions.rollOut })) return plan;
  control.changes.announce();
  return currentPlan(control, name, true);
}

/** Read again: the app may have changed while something was waited for. */
function currentPlan({ store, board }: Control, name: string, mayRollOut: boolean): Plan | null {
  const app = store.apps.byName(name);
  if (app === null) return null;
  const serving = app.serving === null ? null : store.releases.find(app.id, app.serving);
  const rollOut = app.rollOut === null || !mayRollOut ? null : store.releases.find(app.id, app.rollOut);
  const dynos = board.ofApp(name).filter((dyno) => dyno.kind === 'formation');
  const wanted = {
    quantities: store.formations.quantities(app.id),
    serving: serving && runnable(serving),
    rollOut: rollOut && { ...runnable(rollOut), mode: app.rollOutMode },
    restarts: store.formations.restarts(app.id),
  };
  return {
    app,
    serving,
    rollOut,
    dynos,
    actions: formationActions(
      wanted,
      dynos.map((dyno) => withCrashReason(board, dyno)),
    ),
  };
}

function withCrashReason(board: DynoBoard, dyno: DynoStatus): DynoStatus {
  const reason = dyno.state === 'starting' ? board.crashReason(dyno.id) : null;
  return reason === null ? dyno : { ...dyno, reason };
}

function runnable(release: ReleaseRecord): RunnableRelease {
  return { version: release.version, runsSince: release.runsSince, types: Object.keys(release.processes) };
}

/** How many starts are begun at a time: a machine that comes up does not start everything at once (SUP-53). */
const startsAtOnce = 4;

async function startMissing(control: Control, plans: readonly Plan[]): Promise<void> {
  const ready = plans.filter((plan) => hasItsServers(control, plan.app));
  const starts = ready.flatMap((plan) => plan.actions.start.map((slot) => ({ plan, slot })));
  for (let first = 0; first < starts.length; first += startsAtOnce) {
    await Promise.all(starts.slice(first, first + startsAtOnce).map(({ plan, slot }) => start(control, plan, slot)));
  }
}

function hasItsServers(control: Control, app: AppRecord): boolean {
  const addons = control.store.addons.ofApp(app.id).filter((addon) => addon.state === 'available');
  return addons.every((addon) => liveServer(control, addon.service === 'postgres' ? postgresServer : `_${addon.name}`)?.state === 'up');
}

async function start(control: Control, plan: Plan, slot: DynoSlot): Promise<void> {
  const release = [plan.serving, plan.rollOut].find((each) => each?.version === slot.release);
  if (!release) return;
  const { app } = plan;
  try {
    await startDyno(control, { app, release, slot, id: newDynoId(control), kind: 'formation' });
  } catch (error) {
    if (isUnreachable(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    control.logBook.tell(app.name, `${slot.type}.${slot.number}`, [`Error not started: ${reason}`]);
    control.logger.error('dyno_not_started', { app: app.name, type: slot.type, error });
    if (release === plan.rollOut)
      failRelease(control, app, { release, failure: `${slot.type}.${slot.number} could not be started: ${reason}` });
  }
}

function routesOf(control: Control, { app, serving, dynos, actions }: Plan): AppRoutes {
  return appRoutes({
    name: app.name,
    baseDomain: control.config.baseDomain,
    maintenance: app.maintenance,
    release: serving?.version ?? null,
    desired: serving === null ? 0 : (control.store.formations.quantities(app.id)[webType] ?? 0),
    dynos,
    routed: actions.routed,
  });
}

function retire(control: Control, plans: readonly Plan[]): void {
  const leaving = plans.map((plan) => ({ plan, ids: new Set(plan.actions.retire) }));
  const stays = leaving.flatMap(({ plan, ids }) => plan.dynos.flatMap((dyno) => (ids.has(dyno.id) ? [] : dyno.id)));
  control.drains.keep(new Set(stays));
  for (const { plan, ids } of leaving) {
    const dynos = plan.dynos.filter((dyno) => ids.has(dyno.id));
    control.drains.retire(dynos, 'No longer wanted');
  }
}
