import type { Control } from '../control/control.ts';
import type { AppRecord } from '../store/apps.ts';

const withinMs = 180_000;

/**
 * Nothing of the app is on its way, and its mirrors have come along: one of the old version on the new one's data would serve pages that
 * are wrong. One that does not start is waited for no longer: that is drift, and told of as such.
 */
export async function mirrorsFollow(control: Control, appId: number): Promise<void> {
  const { store, changes } = control;
  const slugOf = (app: AppRecord, version: number | null): string | null =>
    version === null ? null : (store.releases.find(app.id, version)?.slugId ?? null);
  const isAlong = (mirror: AppRecord, slug: string | null): boolean => {
    if (mirror.rollOut !== null) return false;
    if (slugOf(mirror, mirror.serving) === slug) return true;
    const [newest] = store.releases.list(mirror.id);
    return newest?.status === 'failed' && newest.slugId === slug;
  };
  const areAlong = (): true | null => {
    const apps = store.apps.list();
    const app = apps.find(({ id }) => id === appId);
    if (app === undefined) return true;
    if (app.rollOut !== null) return null;
    const following = new Set(store.mirrors.ofPrimary(appId).flatMap((mirror) => (mirror.follows ? mirror.appId : [])));
    return apps.every((each) => !following.has(each.id) || isAlong(each, slugOf(app, app.serving))) ? true : null;
  };
  control.wake();
  await changes.until(areAlong, AbortSignal.timeout(withinMs));
}
