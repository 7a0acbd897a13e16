import { heldVarNames } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import { noSuchApp, wrongConfig } from '../errors.ts';
import { loopOf } from '../rules/config-refs.ts';
import { configFault } from '../rules/config-vars.ts';
import type { AppRecord } from '../store/apps.ts';
import { noSuchConfigVar } from './errors.ts';
import { patchConfig } from './change-config.ts';

interface AttachWish {
  readonly key: string;
  readonly source: string;
  readonly sourceKey: string;
  readonly actor: string;
}

/** Makes a config var follow one of another app: a reference, not a copy (CON-14). Call it inside a transaction. */
export function attachConfig(control: Control, app: AppRecord, { key, source, sourceKey, actor }: AttachWish): number {
  const { store } = control;
  const other = store.apps.byName(source);
  if (other === null) throw noSuchApp(source);
  const value = other.config[sourceKey];
  if (value === undefined) throw noSuchConfigVar(source, sourceKey);
  const fault = configFault(app.config, { [key]: value }, new Set(heldVarNames(store, app.id)));
  if (fault !== null) throw wrongConfig(fault);
  const loop = loopOf(store.configRefs.all(), { app: app.name, key, source, sourceKey });
  if (loop !== null) throw wrongConfig(`This would be a loop: ${loop}.`);
  store.configRefs.attach({ id: app.id, key }, { id: other.id, key: sourceKey });
  const from = key === sourceKey ? source : `${sourceKey} of ${source}`;
  return patchConfig(control, app, { patch: { [key]: value }, reason: `Attach ${key} from ${from}`, actor, restart: true });
}
