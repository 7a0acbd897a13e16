import type { RouterLimits } from './limits.ts';
import type { AppRoutes } from './route-table.ts';

/** One of several router processes. */
export interface RouterShare {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/**
 * This router's part of what a dyno or an app may have at once: the parts add up to the whole, the first routers have one more where it
 * does not divide; each has at least one, so that more routers than slots may exceed it (RTR-11).
 */
export function shareOf(whole: number, { number, of }: RouterShare): number {
  return Math.max(1, Math.floor(whole / of) + (number <= whole % of ? 1 : 0));
}

/** The limits that count something of all routers together. The queue's bound is one router's own (RTR-12). */
export function sharedLimits(limits: RouterLimits, share: RouterShare): RouterLimits {
  return {
    ...limits,
    connectionsPerApp: shareOf(limits.connectionsPerApp, share),
    queueForBoot: shareOf(limits.queueForBoot, share),
    linesPerSecond: shareOf(limits.linesPerSecond, share),
  };
}

/** The app as this router sees it. */
export function sharedRoutes(routes: AppRoutes, share: RouterShare): AppRoutes {
  return share.of === 1 ? routes : { ...routes, slots: shareOf(routes.slots, share) };
}
