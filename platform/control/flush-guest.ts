import { setTimeout as delay } from 'node:timers/promises';
import { unlinkGuestPages } from '../addons/guest-pages.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';

/** A page whose rendering began before the write may be stored this much later. */
const secondSweepMs = 2_000;

/** An app whose own pages are emptied, and what the routers keep of them. */
export interface GuestFlush {
  readonly app: string;
  readonly tags: readonly string[];
}

/**
 * Empties the page cache that a Django app keeps in its Redis; never anything else there. A second sweep, with the routers' pages of these
 * tags, takes what was being rendered meanwhile. Answers how many keys it was at first.
 */
export async function flushGuestPages(control: Control, flush: GuestFlush): Promise<{ readonly flushed: number }> {
  const { config } = appNamed(control, flush.app);
  const address = config['REDISCLOUD_URL'] ?? config['REDIS_URL'];
  if (address === undefined) return { flushed: 0 };
  const flushed = await unlinkGuestPages(address);
  void sweepAgain(control, address, flush).catch((error: unknown) => control.logger.warn('guest_not_swept', { app: flush.app, error }));
  return { flushed };
}

async function sweepAgain(control: Control, address: string, { app, tags }: GuestFlush): Promise<void> {
  await delay(secondSweepMs, undefined, { ref: false });
  if ((await unlinkGuestPages(address)) > 0) await control.router.clearCache({ app, tags, soft: false });
}
