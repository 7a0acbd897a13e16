import { heldVarNames } from '../addons/held-vars.ts';
import { appNamed } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import { appUrl } from '../control/resources.ts';
import { mirrorDrift, sameValue, sharedKeys } from '../rules/mirror.ts';
import type { Mirror } from '../rules/mirror.ts';
import type { AppRecord } from '../store/apps.ts';
import type { MirrorRecord } from '../store/mirrors.ts';
import { slugOf } from './follow.ts';

/** A mirror as it stands now, held beside its primary. */
export function mirrorState(control: Control, record: MirrorRecord): Mirror {
  const [app, primary] = [appNamed(control, record.appName), appNamed(control, record.primaryName)];
  const { isByHand, follows, tookHost, door } = record;
  return {
    app: app.name,
    primary: primary.name,
    url: appUrl(control, app.name),
    isByHand,
    follows,
    tookHost,
    door: door === null ? null : { allow: door.allow, user: door.basic?.user ?? null },
    drift: mirrorDrift(
      { ...sideOf(control, primary), held: heldVarNames(control.store, primary.id) },
      { ...sideOf(control, app), slug: slugOf(control, app, app.rollOut ?? app.serving), follows },
    ),
    copied: copiedKeys(control, app, primary),
  };
}

const sideOf = (control: Control, app: AppRecord) => ({ name: app.name, slug: slugOf(control, app, app.serving), config: app.config });

/** Alike now, but nobody brings the next change here. */
function copiedKeys({ store }: Control, app: AppRecord, primary: AppRecord): readonly string[] {
  const followed = store.configRefs.ofApp(app.id).map(({ key }) => key);
  const bound = new Set([...followed, ...heldVarNames(store, app.id)]);
  return sharedKeys({ config: primary.config, held: heldVarNames(store, primary.id) }).filter(
    (key) => !bound.has(key) && sameValue(primary.config[key] ?? '', app.config[key] ?? null),
  );
}
