import type { RequestCode } from './codes.ts';
import type { RouterLimits } from './limits.ts';

/** How an app stands when a request finds no free dyno. */
export interface AppStanding {
  /** Web dynos that are wanted. */
  readonly desired: number;
  readonly starting: number;
  /** Dynos that take requests. */
  readonly up: number;
  /** Requests that wait already. */
  readonly waiting: number;
}

/** Wait so long, and then this is the answer; or this is the answer at once. */
export type QueueDecision =
  | { readonly kind: 'wait'; readonly ms: number; readonly thenCode: RequestCode }
  | { readonly kind: 'refuse'; readonly code: RequestCode };

/**
 * What becomes of a request that no dyno can take now: it waits for a slot (H12 when none comes free), or for a dyno that boots
 * (H20); H11 when too many wait; H14 when none is wanted and H10 when none is left (platform specification, RTR-12, SUP-15).
 */
export function queueDecision(app: AppStanding, limits: RouterLimits): QueueDecision {
  if (app.up > 0) {
    return app.waiting >= limits.queuePerDyno * app.up
      ? { kind: 'refuse', code: 'H11' }
      : { kind: 'wait', ms: limits.queueWaitMs, thenCode: 'H12' };
  }
  if (app.desired === 0) return { kind: 'refuse', code: 'H14' };
  if (app.starting === 0) return { kind: 'refuse', code: 'H10' };
  return app.waiting >= limits.queueForBoot ? { kind: 'refuse', code: 'H11' } : { kind: 'wait', ms: limits.bootWaitMs, thenCode: 'H20' };
}
