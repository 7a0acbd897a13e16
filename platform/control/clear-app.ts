import type { DynoStatus } from '../drivers/driver.ts';
import { dropRepository } from '../releases/git-repository.ts';
import type { Control } from './control.ts';

/** Takes destroyed apps apart: dynos first, then add-ons, then what is known of them. Each pass does what can be done by then. */
export function clearLeavingApps(control: Control): void {
  const { store, board } = control;
  const names = new Set(store.apps.list().map((app) => app.name));
  const orphans = board.all().filter((dyno) => dyno.kind !== 'addon' && !names.has(dyno.app) && isLive(dyno));
  control.drains.retire(orphans, 'Its app is gone');
  for (const app of store.apps.leaving()) {
    const addons = store.addons.ofApp(app.id);
    for (const addon of addons) store.addons.setState(addon.name, 'leaving');
    const dynos = board.ofApp(app).filter((dyno) => dyno.state !== 'down');
    if (addons.length > 0 || dynos.length > 0) continue;
    store.apps.delete(app.id);
    control.logDrains.sync();
    dropRepository(control, app).catch((error: unknown) => control.logger.error('repository_stays', { app: app.name, error }));
    control.logBook.forget(app.name);
    control.trafficBook.forget(app.name);
    control.changes.announce();
  }
}

const isLive = (dyno: DynoStatus): boolean => dyno.state === 'starting' || dyno.state === 'up' || dyno.state === 'crashed';
