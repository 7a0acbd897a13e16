import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AppRecord } from '../store/apps.ts';
import type { Control } from './control.ts';
import { appUrl } from './resources.ts';

export const purgePath = '/api/purge';

/** What dynos of an app get, so that the app can take back pages that the routers keep of it (CCH-14): good for that and nothing else. */
export function purgeVars(control: Pick<Control, 'store' | 'config'>, app: Pick<AppRecord, 'id' | 'name'>): Record<string, string> {
  return { ROSTRA_PURGE_URL: `${appUrl(control)}${purgePath}`, ROSTRA_PURGE_TOKEN: `purge_${app.name}_${sealOf(control, app.id)}` };
}

/** Whose token it is; null when it is nobody's. */
export function appOfPurgeToken({ store }: Pick<Control, 'store'>, token: string): AppRecord | null {
  const [, name, seal] = /^purge_([a-z0-9-]+)_([\w-]+)$/.exec(token) ?? [];
  const app = name === undefined ? null : store.apps.byName(name);
  if (app === null || seal === undefined) return null;
  const [given, right] = [Buffer.from(seal), Buffer.from(sealOf({ store }, app.id))];
  return given.length === right.length && timingSafeEqual(given, right) ? app : null;
}

function sealOf({ store }: Pick<Control, 'store'>, appId: number): string {
  const secret = store.access.secret('purge-tokens', () => randomBytes(32).toString('base64url'));
  return createHmac('sha256', secret).update(String(appId)).digest('base64url');
}
