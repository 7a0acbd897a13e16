import type { DynoStatus } from '../drivers/driver.ts';
import { appState } from '../rules/app-state.ts';
import { defaultSize, findSize, type DynoSize } from '../rules/dyno-sizes.ts';
import { isScaled } from '../rules/formation.ts';
import { plans } from '../rules/plans.ts';
import type { Addon, App, Build, Dyno, ProcessType, Release } from '../rules/resources.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';
import type { BuildRecord } from '../store/builds.ts';
import type { ReleaseRecord } from '../store/releases.ts';
import { copies } from '../rehearsals/copies.ts';
import { isAsleep } from '../scaling/sleep.ts';
import type { Control } from './control.ts';

/** Records as the API shows them. */

export function appUrl({ config }: Pick<Control, 'config'>, app?: string): string {
  const host = app === undefined ? config.baseDomain : `${app}.${config.baseDomain}`;
  return `http://${host}${config.port === 80 ? '' : `:${config.port}`}`;
}

export function appResource(control: Control, app: AppRecord): App {
  const serving = app.serving === null ? null : control.store.releases.find(app.id, app.serving);
  const dynos = control.board.ofApp(app).filter((dyno) => dyno.kind === 'formation');
  const up = dynos.filter((dyno) => dyno.state === 'up' && dyno.release !== app.rollOut).length;
  const wanted = processTypes(control, app).reduce((sum, type) => sum + type.quantity, 0);
  const crashed = dynos.filter((dyno) => dyno.state === 'crashed' && dyno.release !== app.rollOut).length;
  const isRollingOut = app.rollOut !== null;
  return {
    name: app.name,
    url: appUrl(control, app.name),
    createdAt: isoTime(app.createdAtMs),
    maintenance: app.maintenance,
    release: app.serving,
    state: appState({
      maintenance: app.maintenance,
      hasRelease: serving !== null,
      isRollingOut,
      hasFailedDeploy: serving === null && control.store.releases.hasFailedDeploy(app.id),
      isAsleep: isAsleep(control, app),
      isStopped: control.store.budgets.stopOf(app.id) !== null,
      wanted,
      up,
      crashed,
    }),
    dynos: { up, wanted },
    ...copyOf(control, app),
    restartPending: serving !== null && hasOldConfig(control, serving, dynos),
  };
}

function copyOf(control: Control, { name }: AppRecord): Pick<App, 'copyOf'> {
  const original = copies(control).get(name);
  return original === undefined ? {} : { copyOf: original };
}

/** Some dyno runs with other config vars than the serving release has. */
function hasOldConfig({ store }: Control, serving: ReleaseRecord, dynos: readonly DynoStatus[]): boolean {
  if (serving.runsSince === serving.version) return false;
  const versions = new Set(dynos.filter((dyno) => dyno.state !== 'down').map((dyno) => dyno.release));
  return [...versions].some((version) => {
    const release = version >= serving.runsSince && version < serving.version ? store.releases.find(serving.appId, version) : null;
    return release !== null && release.configSetId !== serving.configSetId;
  });
}

/** Those of the serving release; before the first one serves, those of the release on its way. */
export function processTypes({ store }: Control, app: AppRecord): readonly ProcessType[] {
  const version = app.serving ?? app.rollOut;
  const release = version === null ? null : store.releases.find(app.id, version);
  const quantities = store.formations.quantities(app.id);
  const sizeOf = sizesOf(store, app);
  return Object.entries(release?.processes ?? {})
    .filter(([type]) => isScaled(type))
    .map(([type, command]) => ({
      type,
      command,
      quantity: quantities[type] ?? 0,
      size: sizeOf(type).name,
      memoryQuotaMb: sizeOf(type).memoryMb,
    }));
}

/** The size of each process type of the app. */
export function sizesOf({ formations }: Control['store'], app: AppRecord): (type: string) => DynoSize {
  const sizes = formations.sizes(app.id);
  return (type) => findSize(sizes[type] ?? '') ?? defaultSize;
}

export function dynoResource(dyno: DynoStatus): Dyno {
  const { id, type, number, release, state, reason, pid, port, exitStatus, restarts, memoryMb, load, memoryQuotaMb } = dyno;
  const name = `${type}.${number}`;
  const since = isoTime(dyno.stateSinceMs);
  return {
    id,
    name,
    type,
    number,
    release,
    state,
    since,
    reason,
    pid,
    port,
    exitStatus,
    restarts,
    memoryMb,
    load,
    memoryQuotaMb,
  };
}

export function releaseResource(app: AppRecord, release: ReleaseRecord): Release {
  const { version, status, reason, actor, failure } = release;
  return {
    version,
    status,
    current: version === app.serving,
    reason,
    actor,
    createdAt: isoTime(release.createdAtMs),
    slug: release.slugId?.slice(0, 8) ?? null,
    failure,
  };
}

export function buildResource(app: string, build: BuildRecord): Build {
  const { id, status, release, actor, failure } = build;
  return { id, app, status, createdAt: isoTime(build.createdAtMs), actor, release, failure };
}

export function addonResource(control: Control, addon: AddonRecord): Addon {
  const others = control.store.addons.holders(addon.name).filter(({ isOwner }) => !isOwner);
  const plan = plans.find((candidate) => candidate.service === addon.service && candidate.name === addon.plan);
  return {
    name: addon.name,
    app: addon.appName,
    service: addon.service,
    plan: addon.plan,
    state: addon.state === 'available' ? 'available' : 'creating',
    configVar: addon.configVar,
    connectionLimit: plan?.connections ?? null,
    memoryMb: plan?.memoryMb ?? null,
    attachedTo: others.map(({ appName, configVar }) => ({ app: appName, configVar })),
    createdAt: isoTime(addon.createdAtMs),
  };
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
