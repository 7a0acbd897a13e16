import { relaxes, type Suspect } from '../rules/cache-canary.ts';
import type { CacheSettings } from '../rules/cache-rules.ts';
import { codes } from '../rules/codes.ts';
import { plainManifest } from '../rules/manifest.ts';
import type { AppRecord } from '../store/apps.ts';
import { cacheSettings } from './cache-settings.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';

export const cachesEveryMs = 10_000;
const canaryEveryMs = 600_000;

interface LastLook {
  /** Release and version of the rules. */
  readonly of: string;
  readonly atMs: number;
}

const lastLooks = new WeakMap<Control, Map<number, LastLook>>();

/** The canary of rules that share more than the safe default: after every change of an app or its rules, and every ten minutes (CCH-04). */
export async function watchCaches(control: Control): Promise<void> {
  await tellOfStore(control);
  await warmWhatIsDue(control);
  const nowMs = control.clock.nowMs();
  const looks = lastLooks.get(control) ?? new Map<number, LastLook>();
  lastLooks.set(control, looks);
  for (const app of control.store.apps.list()) {
    if (app.serving === null) continue;
    const of = `${app.serving} ${control.store.cacheRules.newest(app.id)?.version ?? 0}`;
    const last = looks.get(app.id);
    if (last?.of === of && nowMs - last.atMs < canaryEveryMs) continue;
    looks.set(app.id, { of, atMs: nowMs });
    await lookAtApp(control, app);
  }
}

const lastWarmed = new WeakMap<Control, Map<number, number>>();

/** Pages that rules want to be there, as often as they say (CCH-18). */
async function warmWhatIsDue(control: Control): Promise<void> {
  const nowMs = control.clock.nowMs();
  const last = lastWarmed.get(control) ?? new Map<number, number>();
  lastWarmed.set(control, last);
  for (const app of control.store.apps.list()) {
    const warm = settingsInForce(control, app)?.warm;
    if (warm === undefined || nowMs - (last.get(app.id) ?? -Infinity) < warm.everyMs) continue;
    last.set(app.id, nowMs);
    const { warmByRule } = await import('./warm-cache.ts');
    await warmByRule(control, app, warm);
  }
}

/** Of the release that serves; null when none does or nothing says anything of a cache. */
function settingsInForce(control: Control, app: AppRecord): CacheSettings | null {
  if (app.serving === null) return null;
  return cacheSettings(control, app, control.store.releases.find(app.id, app.serving)?.manifest ?? plainManifest);
}

async function lookAtApp(control: Control, app: AppRecord): Promise<void> {
  const settings = settingsInForce(control, app);
  if (settings === null || !relaxes(settings)) return;
  const { askCanary } = await import('./cache-canary.ts');
  const { suspects } = await askCanary(control, app, settings);
  const known = new Set(control.store.cacheRules.suspects(app.id).map(({ rule }) => rule));
  for (const suspect of suspects) if (!known.has(suspect.rule)) await switchOff(control, app, suspect);
}

/** Nothing of the rule is kept from here on, in any router. */
async function switchOff(control: Control, app: AppRecord, suspect: Suspect): Promise<void> {
  const text = `Cache rule ${suspect.rule} switched off: two visitors got two different pages at ${suspect.page}`;
  changeApp(control, { app, actor: 'rostra', text }, () => control.store.cacheRules.suspect(app.id, suspect, control.clock.nowMs()));
  await control.router.clearCache({ app: app.name, tags: null, soft: false });
}

const storesAway = new WeakSet<Control>();

/** Once each time: the Redis that routers share does not answer them (X07). Requests go on, each router with its own pages. */
async function tellOfStore(control: Control): Promise<void> {
  if (control.config.cacheRedis === null) return;
  const isAway = (await control.router.storeState()) === 'away';
  if (isAway === storesAway.has(control)) return;
  if (isAway) storesAway.add(control);
  else storesAway.delete(control);
  const text = isAway
    ? `Error X07 (${codes.X07.title}): each router keeps its own pages until Redis answers again`
    : 'The Redis that routers share answers again';
  for (const { name } of control.store.apps.list()) control.logBook.tell(name, 'router', [text]);
}
