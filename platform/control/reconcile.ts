import { join } from 'node:path';
import { clearLeavingAddons } from '../addons/detach.ts';
import { readyServers } from '../addons/ready-servers.ts';
import { keepServers } from '../addons/servers.ts';
import { meterPass } from '../costs/keep-costs.ts';
import { isUnreachable } from '../errors.ts';
import { followPrimaries } from '../mirrors/follow.ts';
import { failRelease } from '../releases/roll-out.ts';
import { appRoutes, typeRoutes } from '../rules/app-routes.ts';
import type { RoutedApp } from '../rules/app-routes.ts';
import { parkedPage } from '../rules/backups/parked-page.ts';
import { webType } from '../rules/formation.ts';
import type { DynoSlot } from '../rules/formation.ts';
import { plainManifest } from '../rules/manifest.ts';
import type { AppRoutes } from '../rules/route-table.ts';
import { withCacheRules } from './cache-settings.ts';
import { clearLeavingApps } from './clear-app.ts';
import { isWaitedFor, isWaking } from '../scaling/sleep.ts';
import type { AppRecord } from '../store/apps.ts';
import type { Control } from './control.ts';
import { endOverdueRuns } from './runs.ts';
import { planApp, serversOf } from './plan-app.ts';
import type { Plan } from './plan-app.ts';
import { publishedProject } from './published-project.ts';
import { newDynoId, startDyno } from './start-dyno.ts';
import { httpsRoutes, tableContent } from './table-content.ts';

/**
 * One pass: what is wanted against what runs. It remembers nothing, so a control that was killed goes on where it stood. Answers whether
 * nothing is being waited for. Throws when the driver is away; then nothing is changed, and what runs goes on.
 */
export async function reconcile(control: Control): Promise<boolean> {
  await readDynos(control); // what runs
  await keepServers(control); // add-on servers come before those who need them
  const servers = await readyServers(control);
  followPrimaries(control); // a mirror wants what its primary serves
  const plans = await planApps(control, servers); // wanted − running = actions, app by app
  await startMissing(control, plans, servers);
  await control.router.push(
    tableContent(
      control,
      plans.flatMap((plan) => routesOf(control, plan)),
    ),
  ); // from here no new request goes to who has to go
  retire(control, plans);
  meterPass(control);
  await endOverdueRuns(control);
  clearLeavingApps(control);
  clearLeavingAddons(control);
  return control.router.isUp && servers.size === control.store.addons.servers().length;
}

async function readDynos({ driver, board }: Control): Promise<void> {
  const mark = board.mark();
  board.replace(await driver.list(), mark);
}

async function planApps(control: Control, servers: ReadonlySet<string>): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const { name } of control.store.apps.list()) {
    const plan = await planApp(control, name, hasServers(control, name, servers));
    if (plan !== null) plans.push(plan);
  }
  return plans;
}

const hasServers = (control: Control, app: string, ready: ReadonlySet<string>): boolean =>
  serversOf(control, app).every((server) => ready.has(server));

/** How many starts are begun at a time: a machine that comes up does not start everything at once (SUP-53). */
const startsAtOnce = 4;

async function startMissing(control: Control, plans: readonly Plan[], servers: ReadonlySet<string>): Promise<void> {
  const startable = plans.filter((plan) => hasServers(control, plan.app.name, servers));
  const starts = startable.flatMap((plan) => plan.actions.start.map((slot) => ({ plan, slot })));
  for (let first = 0; first < starts.length; first += startsAtOnce) {
    await Promise.all(starts.slice(first, first + startsAtOnce).map(({ plan, slot }) => start(control, plan, slot)));
  }
}

async function start(control: Control, plan: Plan, slot: DynoSlot): Promise<void> {
  const release = [plan.serving, plan.rollOut].find((each) => each?.version === slot.release);
  if (!release) return;
  const { app } = plan;
  try {
    await startDyno(control, { app, release, slot, id: newDynoId(control, app), kind: 'formation' });
  } catch (error) {
    if (isUnreachable(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    control.logBook.tell(app.name, `${slot.type}.${slot.number}`, [`Error not started: ${reason}`]);
    control.logger.error('dyno_not_started', { app: app.name, type: slot.type, error });
    if (release === plan.rollOut)
      failRelease(control, app, { release, failure: `${slot.type}.${slot.number} could not be started: ${reason}` });
  }
}

function parkedPageOf({ store }: Control, { id, name }: AppRecord): string | null {
  const parked = store.parked.ofApp(id);
  if (parked === null) return null;
  return parkedPage(name, new Date(parked.sinceMs).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' }));
}

function routesOf(control: Control, { app, serving, dynos, actions }: Plan): readonly AppRoutes[] {
  const slugId = serving?.slugId ?? null;
  const quantities = serving === null ? {} : control.store.formations.quantities(app.id);
  const routed = {
    ...placeOf(control, app),
    slugFolder: slugId === null ? null : join(control.paths.slugs, slugId),
    maintenance: app.maintenance,
    parkedPage: parkedPageOf(control, app),
    release: serving?.version ?? null,
    manifest: withCacheRules(control, app, serving?.manifest ?? plainManifest),
    desired: quantities[webType] ?? 0,
    quantities,
    dynos,
    ...doorOf(control, app, actions),
  };
  return [appRoutes(routed), ...typeRoutes(routed)];
}

/** While an app is upgraded nobody gets in, and who comes waits. */
function doorOf(control: Control, app: AppRecord, actions: Plan['actions']): Pick<RoutedApp, 'isWaking' | 'routed' | 'webIsExchanged'> {
  if (control.store.upgrades.holds(app.id)) return { routed: [], webIsExchanged: true };
  return {
    isWaking: isWaking(control, app, actions.routed.length),
    routed: actions.routed,
    webIsExchanged: isWaitedFor(control, app, actions),
  };
}

function placeOf(
  control: Control,
  app: AppRecord,
): Pick<RoutedApp, 'name' | 'mirrorOf' | 'door' | 'project' | 'status' | 'bots' | 'usedUp' | 'hosts' | 'https'> {
  const hosts = hostsOf(control, app);
  const mirror = control.store.mirrors.find(app.id);
  const status = control.store.statusPages.of(app.id);
  const usedUp = control.store.budgets.stopOf(app.id) === null ? null : 'budget';
  return {
    name: app.name,
    mirrorOf: mirror?.primaryName ?? null,
    door: mirror?.door ?? null,
    project: publishedProject(control, app),
    status,
    bots: control.rehearsals.board.wordOf(app.name),
    usedUp,
    hosts,
    https: httpsRoutes(control, app, hosts),
  };
}

/** Its name at the platform's own domain first; that of a primary leads to the mirror that took its place. */
function hostsOf({ config, store }: Control, app: AppRecord): readonly string[] {
  const own = store.mirrors.find(app.id)?.tookHost === true ? [] : [app.name];
  const taken = store.mirrors.ofPrimary(app.id).flatMap(({ appName, tookHost }) => (tookHost ? [appName] : []));
  return [...[...own, ...taken].map((name) => `${name}.${config.baseDomain}`), ...store.domains.ofApp(app.id).map(({ host }) => host)];
}

function retire(control: Control, plans: readonly Plan[]): void {
  for (const { dynos, actions } of plans) {
    const leaving = new Set(actions.retire);
    control.drains.keep(new Set(dynos.flatMap((dyno) => (leaving.has(dyno.id) ? [] : dyno.id))));
    control.drains.retire(
      dynos.filter((dyno) => leaving.has(dyno.id)),
      'No longer wanted',
    );
  }
}
