import type { ScheduledFormation } from '../scaling/schedule.ts';
import { exact, minus, plus, type Exact } from './exact.ts';
import { priceOf, type PriceBook } from './price-book.ts';
import type { Stretch } from './placement.ts';

/** How long after an event more than before it may run (CST-10). */
const afterS = 7200;

export interface AfterEvent {
  readonly live: readonly Stretch[];
  /** What ran before it. */
  readonly base: ScheduledFormation;
  readonly present: Readonly<Record<string, { readonly quantity: number; readonly size: string }>>;
  readonly book: PriceBook;
  readonly nowS: number;
}

/** What somebody forgot to scale down. */
export interface Forgotten {
  readonly types: readonly { readonly type: string; readonly quantity: number; readonly was: number }[];
  /** What it costs more than before the event, in micro-units. */
  readonly perDayMicro: Exact;
  readonly sinceS: number;
}

/** More dynos than before the event, two hours after its last window. Null: nothing was forgotten. */
export function forgotten({ live, base, present, book, nowS }: AfterEvent): Forgotten | null {
  const sinceS = Math.max(...live.map(({ toS }) => toS));
  if (live.length === 0 || nowS < sinceS + afterS) return null;
  const perDay = (size: string | undefined, quantity: number): Exact =>
    exact(BigInt(priceOf(book, { kind: 'dyno', key: size ?? '' })?.monthlyMicro ?? 0) * BigInt(quantity), 30n);
  const above = Object.entries(present).flatMap(([type, { quantity, size }]) => {
    const before = base[type] ?? { quantity: 0, size };
    const more = minus(perDay(size, quantity), perDay(before.size, before.quantity));
    return quantity > before.quantity ? [{ type, quantity: before.quantity, was: quantity, more }] : [];
  });
  if (above.length === 0) return null;
  const perDayMicro = above.map(({ more }) => more).reduce(plus, exact(0n));
  return { types: above.map(({ type, quantity, was }) => ({ type, quantity, was })), perDayMicro, sinceS };
}
