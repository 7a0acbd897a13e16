import { heldVarNames } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import type { RollbackWish } from '../control/operations.ts';
import { noRollback, noSuchRelease } from '../errors.ts';
import { refuseFollower } from '../mirrors/follow.ts';
import { configAfter } from '../rules/config-vars.ts';
import { rollbackTarget } from '../rules/release.ts';
import type { ConfigVars } from '../rules/resources.ts';
import type { AppRecord } from '../store/apps.ts';
import { tellFollowers } from './change-config.ts';
import { makeRelease } from './make-release.ts';

/** A new release with an older slug; the present config vars stay unless the wish takes the old ones too (CON-12). */
export function rollBack(control: Control, app: AppRecord, wish: RollbackWish & { readonly actor: string }): number {
  const { store } = control;
  refuseFollower(control, app);
  const target = rollbackTarget(store.releases.list(app.id), app.serving, wish.version);
  if (!target.ok) throw noRollback(target.fault);
  const release = store.releases.find(app.id, target.version);
  if (release === null) throw noSuchRelease(app.name, target.version);
  const configSetId = wish.withConfig ? store.apps.setConfig(app.id, earlierConfig(control, app, release.config)) : app.configSetId;
  const reason = `Rollback to v${target.version}`;
  const { actor } = wish;
  const version = makeRelease(control, app, { slugId: release.slugId, configSetId, phase: 'none', reason, actor });
  tellFollowers(control, { app, actor, restart: true });
  store.events.append({ appId: app.id, atMs: control.clock.nowMs(), kind: 'rollback', text: `${reason} as v${version}`, actor });
  return version;
}

/** Addresses of add-ons are today's, as is what follows another app: those of then may lead nowhere. */
function earlierConfig({ store }: Control, app: AppRecord, config: ConfigVars): ConfigVars {
  const followed = store.configRefs.ofApp(app.id).map(({ key }) => key);
  const attached = [...heldVarNames(store, app.id), ...followed].map((name) => [name, app.config[name] ?? null] as const);
  return configAfter(config, Object.fromEntries(attached));
}
