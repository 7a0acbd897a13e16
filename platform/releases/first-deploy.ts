import { randomBytes } from 'node:crypto';
import { createAddon } from '../addons/attach.ts';
import { heldVarNames } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import { startRun } from '../control/runs.ts';
import { noSuchApp, wrongConfig, wrongSchedule } from '../errors.ts';
import { firstConfig } from '../rules/app-env.ts';
import { addonsToMake } from '../rules/app-json.ts';
import { configAfter, configFault } from '../rules/config-vars.ts';
import type { Manifest } from '../rules/manifest.ts';
import { nextDueMs } from '../schedule/next-due.ts';
import type { AppRecord } from '../store/apps.ts';
import type { BuildRecord } from '../store/builds.ts';
import type { ReleaseRecord } from '../store/releases.ts';
import { missingConfig } from './errors.ts';

/** Until a build has brought its process types, an app has none. */
const isFirstDeploy = ({ formations }: Control['store'], app: AppRecord): boolean =>
  Object.keys(formations.quantities(app.id)).length === 0;

interface FirstBuild {
  readonly record: BuildRecord;
  readonly manifest: Manifest;
}

/** What app.json gives before anything is built, since the build may read it: add-ons, then config vars (DEP-04). */
export async function prepareFirstDeploy(control: Control, app: AppRecord, build: FirstBuild): Promise<void> {
  if (!isFirstDeploy(control.store, app)) return;
  await makeFirstAddons(control, app, build);
  setFirstConfig(control, app, build);
}

async function makeFirstAddons(control: Control, app: AppRecord, { record, manifest: { first } }: FirstBuild): Promise<void> {
  if (first === undefined) return;
  const { store, outputs } = control;
  const present = [...store.addons.heldBy(app.id).map(({ configVar }) => configVar), ...Object.keys(app.config)];
  const { make, leftOut } = addonsToMake(first.addons, present);
  for (const why of leftOut) outputs.write(record.id, `-----> Left out of app.json: ${why}`);
  for (const { plan, as } of make) {
    const addon = await createAddon(control, app, { plan, as, actor: record.actor });
    outputs.write(record.id, `-----> Add-on of app.json: ${addon.service}:${addon.plan} in ${addon.configVar}`);
  }
}

/** What it asks for and nobody set ends the build; what is set stays. The release of this build is the first to have it. */
function setFirstConfig({ store, outputs }: Control, { name }: AppRecord, { record, manifest: { env } }: FirstBuild): void {
  if (env === undefined) return;
  const keys = store.transaction(() => {
    const app = store.apps.byName(name);
    if (app === null) throw noSuchApp(name);
    const { values, secrets, missing } = firstConfig(env, app.config);
    if (missing.length > 0) throw missingConfig(name, missing);
    const made = Object.fromEntries(secrets.map((key) => [key, randomBytes(32).toString('hex')]));
    const patch = { ...values, ...made };
    const fault = configFault(app.config, patch, new Set(heldVarNames(store, app.id)));
    if (fault !== null) throw wrongConfig(fault);
    if (Object.keys(patch).length > 0) store.apps.setConfig(app.id, configAfter(app.config, patch));
    return Object.keys(patch).sort();
  });
  if (keys.length > 0) outputs.write(record.id, `-----> Config vars of app.json: ${keys.join(', ')}`);
}

/** Jobs of app.json. Call it inside the transaction of the release. */
export function makeFirstJobs({ store, clock, outputs }: Control, app: AppRecord, { record, manifest: { first } }: FirstBuild): void {
  if (first === undefined || !isFirstDeploy(store, app)) return;
  const createdAtMs = clock.nowMs();
  for (const { schedule, command } of first.jobs) {
    const dueMs = nextDueMs({ schedule, timezone: 'UTC', createdAtMs }, createdAtMs);
    if (dueMs === null) throw wrongSchedule(`app.json: "${schedule}" is no schedule that ever comes.`);
    store.jobs.add({ appId: app.id, schedule, timezone: 'UTC', overlap: 'forbid', command, createdAtMs, dueMs });
    outputs.write(record.id, `-----> Job of app.json: ${schedule} ${command}`);
  }
}

/** `scripts.postdeploy`: once, when the first release that has a build serves. */
export function runPostdeploy(control: Control, app: AppRecord, release: ReleaseRecord): void {
  const command = release.manifest.first?.postdeploy ?? null;
  if (command === null || release.slugId === null || control.store.mirrors.find(app.id) !== null) return; // its primary had it
  const built = control.store.releases.list(app.id).filter(({ slugId, status }) => slugId !== null && status === 'succeeded');
  if (built.some(({ version }) => version !== release.version)) return;
  startRun(control, control.store.apps.byName(app.name) ?? app, { command, env: {}, actor: release.actor }).catch((error: unknown) =>
    control.logger.error('postdeploy_not_started', { app: app.name, error }),
  );
}
