import { charges, costBy, monthPeriod, totalOf, type Charge, type Period } from './charges.ts';
import type { CostLine, CostReport, CostSum } from './cost-resources.ts';
import { exact, plus, type Exact } from './exact.ts';
import type { LedgerInterval } from './ledger-interval.ts';
import { wholeMicro } from './money-text.ts';
import { costMicro } from './price-book.ts';

export type CostSums = Pick<CostReport, 'totalMicro' | 'byApp' | 'byKind' | 'byDay' | 'lines'>;

/** What the intervals cost in the period, by app, kind, day and thing. They must reach back to the beginning of its month. */
export function costSums(intervals: readonly LedgerInterval[], period: Period): CostSums {
  const list = charges(intervals, period);
  return {
    totalMicro: wholeMicro(totalOf(list)),
    byApp: sums(list, ({ interval }) => interval.app),
    byKind: sums(list, ({ interval }) => interval.kind),
    byDay: sums(list, ({ day }) => dayText(day)).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    lines: linesOf(list),
  };
}

function sums(list: readonly Charge[], nameOf: (charge: Charge) => string): readonly CostSum[] {
  const all = [...costBy(list, nameOf)].map(([name, cost]) => ({ name, amountMicro: wholeMicro(cost) }));
  return all.toSorted((a, b) => b.amountMicro - a.amountMicro || (a.name < b.name ? -1 : 1));
}

function linesOf(list: readonly Charge[]): readonly CostLine[] {
  const groups = Map.groupBy(list, ({ interval: { app, kind, key } }) => [app, kind, key].join(' '));
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { app, kind, key } = first.interval;
      const unitSeconds = group.reduce((sum, { interval, fromS, toS }) => sum + interval.quantity * (toS - fromS), 0);
      return [
        {
          app,
          kind,
          key,
          unitSeconds,
          amountMicro: wholeMicro(totalOf(group)),
          isUnpriced: group.every(({ interval }) => interval.monthlyMicro === null),
        },
      ];
    })
    .toSorted((a, b) => b.amountMicro - a.amountMicro || (a.app < b.app ? -1 : 1));
}

/** What is open costs so much in so many seconds, caps aside. */
export function runRate(open: readonly LedgerInterval[], seconds: number): Exact {
  return open.reduce(
    (sum, { quantity, monthlyMicro }) =>
      plus(sum, costMicro({ quantity: exact(BigInt(quantity)), monthlyMicro: monthlyMicro ?? 0, seconds })),
    exact(0n),
  );
}

export interface Forecast {
  readonly intervals: readonly LedgerInterval[];
  readonly nowS: number;
  readonly endS: number;
  /** Of plans that come before the end, in micro-units. */
  readonly planned: Exact;
}

/** Spent, and with what runs now until the end, and with what is planned (CST-09). */
export function forecast(
  { intervals, nowS, endS, planned }: Forecast,
  fromS = monthPeriod(nowS).fromS,
): { readonly spent: Exact; readonly end: Exact } {
  const spent = totalOf(charges(intervals, { fromS, toS: nowS }));
  const whole = totalOf(charges(intervals, { fromS, toS: Math.max(nowS, endS) }));
  return { spent, end: plus(whole, planned) };
}

/** `2026-11-26` */
export const dayText = (seconds: number): string => timeText(seconds).slice(0, 10);

export const timeText = (seconds: number): string => Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString();
