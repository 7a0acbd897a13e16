import { RostraError } from '#kit/errors/rostra-error.ts';
import { relaxes } from '../rules/cache-canary.ts';
import { type CacheSection, readCacheSection } from '../rules/cache-manifest.ts';
import type { CacheSettings } from '../rules/cache-rules.ts';
import { type Manifest, plainManifest } from '../rules/manifest.ts';
import type { AppRecord } from '../store/apps.ts';
import { appNamed } from './app-operations.ts';
import { cacheSettings, withCacheRules } from './cache-settings.ts';
import type { CacheRulesFacts, CacheRulesWish, CacheVerbs } from './cache-verbs.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';

const inForceWithinMs = 5000;

export function cacheRuleOperations(control: Control, actor: string): Pick<CacheVerbs, 'cacheRules' | 'setCacheRules'> {
  return {
    cacheRules: async (name) => rulesFacts(control, appNamed(control, name)),
    setCacheRules: async (name, wish) => {
      const app = appNamed(control, name);
      const section = wishedSection(control, app, wish);
      const settings = settingsOf(section) ?? manifestOf(control, app).cache ?? null;
      if (settings !== null && relaxes(settings)) await refusePersonal(control, app, settings);
      const atMs = control.clock.nowMs();
      const text = section === null ? 'Cache rules: those of the release again' : 'Cache rules changed';
      changeApp(control, { app, actor, text }, () => control.store.cacheRules.activate(app.id, { section, actor, atMs }));
      await inForce(control, app);
      return rulesFacts(control, app);
    },
  };
}

/** In every router, unless one is away: then it has them when it is back. */
async function inForce(control: Control, app: AppRecord): Promise<void> {
  if (!control.router.isUp) return;
  const { cache = null } = withCacheRules(control, app, manifestOf(control, app));
  const signal = AbortSignal.timeout(inForceWithinMs);
  await control.changes.until(() => (control.router.keepsBy(app.name, cache) ? true : null), signal);
}

function rulesFacts(control: Control, app: AppRecord): CacheRulesFacts {
  const { cacheRules } = control.store;
  const newest = cacheRules.newest(app.id);
  const settings = cacheSettings(control, app, manifestOf(control, app));
  return {
    version: newest?.version ?? 0,
    from: newest?.section != null ? 'somebody' : settings === null ? 'nowhere' : 'release',
    section: newest?.section ?? null,
    settings,
    suspects: cacheRules.suspects(app.id),
    history: cacheRules.history(app.id),
  };
}

function manifestOf({ store }: Control, app: AppRecord): Manifest {
  const release = app.serving === null ? null : store.releases.find(app.id, app.serving);
  return release?.manifest ?? plainManifest;
}

function wishedSection({ store }: Control, app: AppRecord, { section, version }: CacheRulesWish): CacheSection | null {
  if (version === undefined) return section ?? null;
  const found = store.cacheRules.find(app.id, version);
  if (found === null) throw rulesWrong(`${app.name} has no version ${version} of cache rules.`, 'List them with `rostra cache:rules`.');
  return found.section;
}

function settingsOf(section: CacheSection | null): CacheSettings | null {
  if (section === null) return null;
  const read = readCacheSection(section);
  if (read.ok) return read.settings;
  throw rulesWrong(`The cache rules are wrong: ${read.fault}.`, 'They are written as the part "cache" of rostra.json.');
}

async function refusePersonal(control: Control, app: AppRecord, settings: CacheSettings): Promise<void> {
  const { askCanary } = await import('./cache-canary.ts');
  const { suspects, unproven } = await askCanary(control, app, settings);
  const [suspect] = suspects;
  if (suspect !== undefined)
    throw new RostraError({
      code: 'CACHE_PAGE_PERSONAL',
      status: 422,
      message: `Two visitors got two different pages at ${suspect.page}, so ${suspect.rule} cannot be kept for everybody.`,
      hint: 'Leave the rule out, or name the cookies that the page depends on under significantCookies.',
    });
  if (unproven !== null)
    throw new RostraError({
      code: 'CACHE_RULE_UNPROVEN',
      status: 422,
      message: `No page of ${unproven.path} answers now, so nobody can tell whether it is the same for everybody.`,
      hint: 'Name one under canary.pages, and see that the app is up.',
    });
}

const rulesWrong = (message: string, hint: string): RostraError =>
  new RostraError({ code: 'CACHE_RULES_WRONG', status: 422, message, hint });
