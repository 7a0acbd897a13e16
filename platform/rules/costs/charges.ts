import { compare, exact, minus, plus, sum, zero, type Exact } from './exact.ts';
import type { LedgerInterval } from './ledger-interval.ts';
import { costMicro } from './price-book.ts';

/** What an interval cost within one day. */
export interface Charge {
  readonly interval: LedgerInterval;
  /** Seconds since 1970 at the beginning of the day in UTC. */
  readonly day: number;
  readonly fromS: number;
  readonly toS: number;
  /** Micro-units. */
  readonly cost: Exact;
}

export interface Period {
  readonly fromS: number;
  /** An open interval counts up to here. */
  readonly toS: number;
}

const daySeconds = 86_400;

/**
 * What the ledger's intervals cost in a period, day by day. Each dyno and add-on costs at most its price by the month in a calendar month
 * (CST-02), so intervals from the month's beginning on must be among them. Days and months are those of UTC.
 */
export function charges(intervals: readonly LedgerInterval[], period: Period): readonly Charge[] {
  const spent = new Map<string, Exact[]>();
  const pieces = intervals.flatMap((interval) => pieceByDay(interval, period)).toSorted((a, b) => a.fromS - b.fromS);
  return pieces
    .map((piece) => ({ ...piece, cost: costUnderCap(piece, slotsOf(spent, piece)) }))
    .filter((piece) => piece.fromS >= period.fromS);
}

/** The sum by any name of a charge, in the order in which the names come. */
export function costBy(list: readonly Charge[], nameOf: (charge: Charge) => string): ReadonlyMap<string, Exact> {
  const sums = new Map<string, Exact>();
  for (const charge of list) {
    const name = nameOf(charge);
    sums.set(name, plus(sums.get(name) ?? zero, charge.cost));
  }
  return sums;
}

export const totalOf = (list: readonly Charge[]): Exact => sum(list.map(({ cost }) => cost));

type Piece = Omit<Charge, 'cost'>;

function pieceByDay(interval: LedgerInterval, period: Period): Piece[] {
  const end = Math.min(interval.endS ?? period.toS, period.toS);
  const pieces: Piece[] = [];
  for (let fromS = interval.startS; fromS < end;) {
    const day = Math.floor(fromS / daySeconds) * daySeconds;
    const seam = fromS < period.fromS ? Math.min(day + daySeconds, period.fromS) : day + daySeconds;
    const toS = Math.min(seam, end);
    pieces.push({ interval, day, fromS, toS });
    fromS = toS;
  }
  return pieces;
}

/** What each of a resource's slots has cost so far in the piece's month, to be added to. */
function slotsOf(spent: Map<string, Exact[]>, { interval, day }: Piece): Exact[] {
  const key = `${interval.resource} ${interval.key} ${monthOf(day)}`;
  const slots = spent.get(key) ?? [];
  spent.set(key, slots);
  return slots;
}

function costUnderCap({ interval, fromS, toS }: Piece, slots: Exact[]): Exact {
  const { monthlyMicro, capMicro, quantity } = interval;
  if (monthlyMicro === null) return zero;
  const each = costMicro({ quantity: exact(1n), monthlyMicro, seconds: toS - fromS });
  const cap = exact(BigInt(capMicro ?? monthlyMicro));
  let cost = zero;
  for (let slot = 0; slot < quantity; slot += 1) {
    const before = slots[slot] ?? zero;
    const room = minus(cap, before);
    const billed = compare(each, room) > 0 ? room : each;
    slots[slot] = plus(before, billed);
    cost = plus(cost, billed);
  }
  return cost;
}

/** `2026-11` */
export function monthOf(seconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
    .toString()
    .slice(0, 7);
}

/** The seconds at which the calendar month of a moment begins and ends, in UTC. */
export function monthPeriod(seconds: number): Period {
  const first = Temporal.PlainDate.from(`${monthOf(seconds)}-01`);
  const at = (date: Temporal.PlainDate): number => date.toZonedDateTime('UTC').epochMilliseconds / 1000;
  return { fromS: at(first), toS: at(first.add({ months: 1 })) };
}
