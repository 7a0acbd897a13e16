import { exact, plus, zero, type Exact } from './exact.ts';
import type { LedgerInterval, Usage } from './ledger-interval.ts';
import { costMicro } from './price-book.ts';

/** A line of the log of usage, which is written beside the ledger: what was wanted from here on, in its order. */
export type UsageEvent =
  | (Usage & { readonly event: 'wanted'; readonly atS: number; readonly monthlyMicro: number | null })
  /** Nobody watched until the next event: nothing is charged. */
  | { readonly event: 'away'; readonly atS: number };

/**
 * What the log of usage says it all cost, without the ledger: a sum of quantity × price × seconds between one line of a resource and its
 * next. Before any cap. The ledger has to give the same to the last fraction (CST-06).
 */
export function replayCost(events: readonly UsageEvent[], untilS: number): Exact {
  const running = new Map<string, { readonly sinceS: number; readonly quantity: number; readonly monthlyMicro: number }>();
  let total = zero;
  const settle = (resource: string, atS: number): void => {
    const was = running.get(resource);
    if (was !== undefined)
      total = plus(total, costMicro({ quantity: exact(BigInt(was.quantity)), monthlyMicro: was.monthlyMicro, seconds: atS - was.sinceS }));
    running.delete(resource);
  };
  for (const event of events) {
    if (event.event === 'away') {
      for (const resource of running.keys()) settle(resource, event.atS);
      continue;
    }
    settle(event.resource, event.atS);
    const { quantity, monthlyMicro, resource } = event;
    if (quantity > 0) running.set(resource, { sinceS: event.atS, quantity, monthlyMicro: monthlyMicro ?? 0 });
  }
  for (const resource of running.keys()) settle(resource, untilS);
  return total;
}

/** The same from the ledger, before any cap. */
export function ledgerCost(intervals: readonly LedgerInterval[], untilS: number): Exact {
  return intervals.reduce((total, { quantity, monthlyMicro, startS, endS }) => {
    const seconds = (endS ?? untilS) - startS;
    return plus(total, costMicro({ quantity: exact(BigInt(quantity)), monthlyMicro: monthlyMicro ?? 0, seconds }));
  }, zero);
}
