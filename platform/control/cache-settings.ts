import { withoutSuspects } from '../rules/cache-canary.ts';
import { readCacheSection } from '../rules/cache-manifest.ts';
import type { CacheSettings } from '../rules/cache-rules.ts';
import type { Manifest } from '../rules/manifest.ts';
import type { AppRecord } from '../store/apps.ts';
import type { Control } from './control.ts';

/** The page cache's rules of an app: those that somebody has set, else its release's; null when neither says anything. */
export function cacheSettings({ store }: Pick<Control, 'store'>, app: AppRecord, manifest: Manifest): CacheSettings | null {
  const section = store.cacheRules.newest(app.id)?.section ?? null;
  const read = section === null ? null : readCacheSection(section);
  return read?.ok === true ? read.settings : (manifest.cache ?? null);
}

/** What the routers get: the manifest with the rules that are in force, without those that the canary has switched off. */
export function withCacheRules(control: Pick<Control, 'store'>, app: AppRecord, manifest: Manifest): Manifest {
  const cache = cacheSettings(control, app, manifest);
  return { ...manifest, cache: cache && withoutSuspects(cache, control.store.cacheRules.suspects(app.id)) };
}
