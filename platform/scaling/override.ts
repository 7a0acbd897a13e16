import type { Control } from '../control/control.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';

/** Somebody scaled by hand: what schedules hold of these types stays as it is now until their window ends (platform specification, ALR-21). */
export function overrideTypes({ store }: Control, app: AppRecord, types: readonly string[]): void {
  for (const target of types) store.schedules.override({ appId: app.id, kind: 'type', target });
}

/** The same for an add-on's plan. */
export function overrideAddon({ store }: Control, addon: AddonRecord): void {
  store.schedules.override({ appId: addon.appId, kind: 'addon', target: addon.name });
}
