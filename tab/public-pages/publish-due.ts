import { RostraError } from '#kit/errors/rostra-error.ts';
import { findRound } from '../round/find.ts';
import { publishDraw } from '../round/publish.ts';
import { dueDraws } from '../store/public-sites.ts';
import type { Tab } from '../tab.ts';

const everyMs = 500;

/** Publishes the draws whose time has come. Every web process looks; the first is the one who does it. */
export async function publishDue(tab: Tab): Promise<void> {
  for (const { slug, seq } of await dueDraws(tab.db, new Date(tab.clock.nowMs()))) {
    const place = await findRound(tab, slug, seq);
    await publishDraw(tab, { ...place, actor: 'plan' }).catch((error: unknown) => {
      if (!(error instanceof RostraError)) throw error; // another process was first, or the plan was taken back
    });
  }
}

/** Looks twice a second until the returned function is called. */
export function startPublishing(tab: Tab): () => Promise<void> {
  let isLooking = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    isLooking = publishDue(tab)
      .catch((error: unknown) => tab.logger.warn('plans_not_looked_at', { error }))
      .finally(() => (isBusy = false));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await isLooking;
  };
}
