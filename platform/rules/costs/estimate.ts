import { secondsOf, type EventPlan, type PlanLine, type PlanTime } from './event-plan.ts';
import { exact, exactOf, plus, sum, type Exact } from './exact.ts';
import { costMicro, priceOf, type PriceBook, type PriceItem } from './price-book.ts';

/** What a plan costs by one price book. */
export interface Estimate {
  readonly book: Pick<PriceBook, 'id' | 'title' | 'currency' | 'shipped'>;
  readonly lines: readonly EstimateLine[];
  readonly total: CostRange;
}

export interface EstimateLine {
  /** `Dyno performance-m (avg)` */
  readonly title: string;
  readonly quantity: number;
  readonly monthlyMicro: number;
  readonly time: PlanTime;
  readonly cost: CostRange;
  readonly note: string | null;
}

/** Micro-units. An autoscaled line costs between its smallest and its largest quantity, likely its average. */
export interface CostRange {
  readonly low: Exact;
  readonly likely: Exact;
  readonly high: Exact;
}

export type Estimated =
  | { readonly ok: true; readonly estimate: Estimate }
  | { readonly ok: false; readonly fault: string; readonly hint: string };

/** The plan's price by this book. A book of one machine prices the days from the first line to the last, whatever runs on it. */
export function estimate(plan: EventPlan, book: PriceBook): Estimated {
  if (plan.currency !== null && plan.currency !== book.currency)
    return {
      ok: false,
      fault: `The plan counts in ${plan.currency}, but the prices of ${book.id} are in ${book.currency}.`,
      hint: 'Change "currency" or "priceBook".',
    };
  const [machine] = book.items.filter(({ kind }) => kind === 'machine');
  if (machine !== undefined && !book.items.some(({ kind }) => kind === 'dyno')) return whole(book, [machineLine(plan, machine)]);
  const lines: EstimateLine[] = [];
  for (const [at, line] of plan.lines.entries()) {
    const item = priceOf(book, line);
    if (item === null) return unknownPrice(book, line, at + 1);
    lines.push(estimateLine(line, item));
  }
  return whole(book, lines);
}

function whole(book: PriceBook, lines: readonly EstimateLine[]): Estimated {
  const { id, title, currency, shipped } = book;
  const total = lines.map(({ cost }) => cost).reduce(addRanges, fixed(exact(0n)));
  return { ok: true, estimate: { book: { id, title, currency, shipped }, lines, total } };
}

function estimateLine(line: PlanLine, item: PriceItem): EstimateLine {
  const seconds = secondsOf(line.time);
  const of = (quantity: number): Exact => costMicro({ quantity: exactOf(quantity), monthlyMicro: item.monthlyMicro, seconds });
  const { quantity, autoscale, time, note } = line;
  const cost = { low: of(autoscale?.min ?? quantity), likely: of(quantity), high: of(autoscale?.max ?? quantity) };
  return { title: line.isAverage ? `${item.title} (avg)` : item.title, quantity, monthlyMicro: item.monthlyMicro, time, cost, note };
}

/** All lines lie within as many days as the longest takes. */
function machineLine(plan: EventPlan, machine: PriceItem): EstimateLine {
  const seconds = Math.max(...plan.lines.map((line) => secondsOf(line.time)));
  const days = Math.ceil(seconds / 86_400);
  const time: PlanTime = { kind: 'days', days };
  const cost = costMicro({ quantity: exact(1n), monthlyMicro: machine.monthlyMicro, seconds: secondsOf(time) });
  return { title: machine.title, quantity: 1, monthlyMicro: machine.monthlyMicro, time, cost: fixed(cost), note: null };
}

function unknownPrice(book: PriceBook, line: PlanLine, number: number): Estimated {
  const words = line.kind === 'dyno' ? `dyno size "${line.key}"` : `price for ${line.kind} "${line.key}"`;
  const known = book.items.filter(({ kind }) => kind === line.kind).map(({ key }) => key);
  const hint = known.length === 0 ? `It has no prices of that kind.` : `It has ${known.join(', ')}.`;
  return { ok: false, fault: `Line ${number} of the plan: the price book ${book.id} has no ${words}.`, hint };
}

const fixed = (cost: Exact): CostRange => ({ low: cost, likely: cost, high: cost });

const addRanges = (a: CostRange, b: CostRange): CostRange => ({
  low: plus(a.low, b.low),
  likely: sum([a.likely, b.likely]),
  high: plus(a.high, b.high),
});
