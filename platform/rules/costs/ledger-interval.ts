import type { PriceKind } from './price-book.ts';

/** Something that costs while it is wanted. */
export interface Usage {
  /** `dyno:12:web`, `addon:postgres-1`, `run:ID`: at most one interval of it is open. */
  readonly resource: string;
  readonly app: string;
  readonly kind: PriceKind;
  /** `standard-1x`, `postgres:hobby-basic` */
  readonly key: string;
  readonly quantity: number;
}

/** What it cost at the time; null: the price book of that time did not know it, and it costs nothing. */
export interface IntervalPrice {
  readonly version: number;
  readonly monthlyMicro: number | null;
  readonly capMicro: number | null;
}

/** A line of the ledger: so many of a thing, at one price, from one second to another. */
export interface LedgerInterval extends Usage, IntervalPrice {
  readonly id: number;
  /** Seconds since 1970. */
  readonly startS: number;
  /** Null: it goes on. */
  readonly endS: number | null;
  readonly driver: string;
  /** Why it began: `scaled`, `started again`. */
  readonly cause: string;
}

export interface UsageChanges {
  readonly close: readonly LedgerInterval[];
  readonly open: readonly Usage[];
}

/** From what is open to what is wanted: what changed in number, kind or price is closed and opened anew. */
export function usageChanges(open: readonly LedgerInterval[], wanted: readonly Usage[], version: number): UsageChanges {
  const goesOn = (interval: LedgerInterval): boolean => interval.version === version && wanted.some((usage) => isSame(usage, interval));
  const close = open.filter((interval) => !goesOn(interval));
  const kept = open.filter(goesOn);
  return { close, open: wanted.filter((usage) => usage.quantity > 0 && !kept.some((interval) => isSame(usage, interval))) };
}

const isSame = (usage: Usage, interval: LedgerInterval): boolean =>
  usage.resource === interval.resource && usage.key === interval.key && usage.quantity === interval.quantity && usage.app === interval.app;
