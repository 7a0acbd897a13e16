import { isAmong } from '../../rules/cache-purge.ts';
import { type PurgeRule, type RuleMatch, tagsOf } from '../../rules/cache-rules.ts';
import type { App } from '../app.ts';
import type { Router } from '../router.ts';
import { warmAll } from './warm-pages.ts';

interface Observed {
  readonly app: App;
  readonly rule: PurgeRule;
  readonly tags: readonly string[];
  readonly warmPaths: readonly string[];
}

/**
 * A write of an app that cannot say what it has changed, seen by its request and answer (CCH-15): its own page cache is emptied, so that no
 * old page comes from there, then the routers', then the pages that the rule names are asked for again. Null when there is nothing to wait for.
 */
export function purgeObserved(app: App, { rule, names }: RuleMatch<PurgeRule>, router: Router): Promise<void> | null {
  const observed = { app, rule, tags: tagsOf(rule.tags, names), warmPaths: tagsOf(rule.warm, names) };
  return app.cache.pace.next(`${rule.path} ${observed.tags.join(' ')}`, rule.minIntervalMs, () => purge(observed, router));
}

function purge(observed: Observed, router: Router): Promise<void> | null {
  const { app, rule, tags, warmPaths } = observed;
  if (rule.guestFlush === null && warmPaths.length === 0) return router.purger.purge(app, { tags, soft: rule.soft });
  return purgeAndWarm(observed, router);
}

async function purgeAndWarm({ app, rule, tags, warmPaths }: Observed, router: Router): Promise<void> {
  if (rule.guestFlush !== null) await router.guests.flush({ app: app.routes.name, tags });
  const before = [...app.cache.shelf.pages].filter(({ asked }) => isAmong(asked.target, warmPaths));
  await router.purger.purge(app, { tags, soft: rule.soft });
  void warmAll(
    app,
    router,
    before.filter((page) => page.isGone),
  );
}
