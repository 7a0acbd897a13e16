import { setTimeout as sleep } from 'node:timers/promises';
import { variantKey } from '../../../rules/cache-key.ts';
import type { App } from '../../app.ts';
import type { PageAsk } from '../app-cache.ts';
import type { AskedPage } from '../kept-page.ts';
import { unknownVary } from '../page-record.ts';
import { recordOf, shelve } from '../shelve.ts';
import type { Claim, Lease, SharedStore } from './shared-store.ts';

const waitMostMs = 5000;
const lookEveryMs = 20;

interface Wanted {
  readonly ask: PageAsk;
  readonly asked: AskedPage;
  /** Milliseconds since 1970: a page that is no newer is none. */
  readonly newerThan?: number;
  /** When another router asks the app already: nothing, instead of waiting for it. */
  readonly isInNoHurry?: true;
}

/**
 * What the routers together do for a page: `kept` when it has come from another one and stands on the shelf; a lease when this router asks the
 * app for all; `elsewhere` when another one does and there is no hurry; `alone` when each router is on its own.
 */
export async function claimPage(app: App, store: SharedStore, wanted: Wanted): Promise<'kept' | 'elsewhere' | 'alone' | Lease> {
  const until = performance.now() + waitMostMs;
  for (;;) {
    if (performance.now() > until) return 'alone';
    const { sequence } = app.cache.purges;
    const claim = await claimOf(app, store, wanted);
    if (claim.kind === 'lead') return claim.lease;
    if (claim.kind === 'alone') return 'alone';
    if (claim.kind === 'vary') recordOf(app.cache, wanted.ask.key, claim.vary);
    if (claim.kind === 'page' && shelve(app.cache, { ...wanted, sequence }, claim.parts) !== null) return 'kept';
    if (claim.kind !== 'wait') continue;
    if (wanted.isInNoHurry) return 'elsewhere';
    await sleep(lookEveryMs);
  }
}

async function claimOf({ cache, routes }: App, store: SharedStore, { ask, newerThan }: Wanted): Promise<Claim> {
  const vary = cache.shelf.record(ask.key)?.vary ?? unknownVary;
  const variant = variantKey(vary, ask.headers, cache.settings);
  if (variant === null) return { kind: 'alone' };
  return store.claim({ app: routes.name, edition: cache.edition, address: ask.key, vary, variant }, newerThan);
}
