import * as v from 'valibot';
import { findPlan } from '../plans.ts';
import { exact, type Exact } from './exact.ts';

/** CST-02: a month has 30 days, whichever it is. */
export const monthSeconds = 2_592_000;
const monthHours = 720;

export const priceKinds = ['dyno', 'addon', 'storage', 'machine', 'k8s'] as const;

export type PriceKind = (typeof priceKinds)[number];

/** What things cost. Amounts are whole micro-units: 9,000,000 is nine dollars where the currency is USD. */
export interface PriceBook {
  readonly id: string;
  readonly title: string;
  /** ISO 4217. */
  readonly currency: string;
  /** The day on which these prices were looked up, as `2026-11-26`. */
  readonly shipped: string;
  readonly items: readonly PriceItem[];
}

export interface PriceItem {
  readonly kind: PriceKind;
  /** A dyno's size (`standard-1x`), an add-on with its plan (`postgres:hobby-basic`). */
  readonly key: string;
  /** As it stands on an estimate. */
  readonly title: string;
  readonly monthlyMicro: number;
  /** What it costs at most in a calendar month. */
  readonly capMicro: number;
  /** Names of other books and other times that cost the same here. */
  readonly alsoFor: readonly string[];
}

/** A thing that costs something. */
export interface Priced {
  readonly kind: PriceKind;
  readonly key: string;
}

/** The price of it in this book, under any of its names. Null: the book does not know it. */
export function priceOf(book: PriceBook, { kind, key }: Priced): PriceItem | null {
  const wanted = priceKey({ kind, key });
  const ofKind = book.items.filter((item) => item.kind === kind);
  const isNamed = (name: string): boolean => priceKey({ kind, key: name }) === wanted;
  return ofKind.find((item) => isNamed(item.key)) ?? ofKind.find((item) => item.alsoFor.some(isNamed)) ?? null;
}

/** One name for what has several: `rediscloud:100`, `redislabs:100` and our own `redis:rediscloud-100` are one plan. */
export function priceKey({ kind, key }: Priced): string {
  const lower = key.toLowerCase();
  if (kind !== 'addon') return lower;
  const known = findPlan(lower.replace(/^redislabs:/, 'rediscloud:'));
  return known.ok ? `${known.plan.service}:${known.plan.name}` : lower;
}

/** Micro-units of so many for so long: quantity × monthly × seconds / 2,592,000 (CST-02). */
export function costMicro({ quantity, monthlyMicro, seconds }: CostFactors): Exact {
  return exact(quantity.over * BigInt(monthlyMicro) * BigInt(seconds), quantity.under * BigInt(monthSeconds));
}

export interface CostFactors {
  readonly quantity: Exact;
  readonly monthlyMicro: number;
  readonly seconds: number;
}

export type BookRead = { readonly ok: true; readonly book: PriceBook } | { readonly ok: false; readonly fault: string };

const mostMicro = 1_000_000_000_000;
const micro = v.custom<number>(
  (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostMicro,
  `must be a whole number of micro-units from 0 to ${mostMicro}`,
);
const name = v.pipe(v.string('must be text'), v.minLength(1, 'must not be empty'), v.maxLength(80, 'must be at most 80 characters'));
const itemForm = v.pipe(
  v.strictObject({
    kind: v.picklist(priceKinds, `must be one of ${priceKinds.join(', ')}`),
    key: name,
    title: v.optional(name),
    monthly: v.optional(micro),
    hourly: v.optional(micro),
    cap: v.optional(micro),
    alsoFor: v.optional(v.pipe(v.array(name), v.maxLength(50)), []),
  }),
  v.check(({ monthly, hourly }) => (monthly === undefined) !== (hourly === undefined), 'needs one price, either monthly or hourly'),
);
const bookForm = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be 2 to 40 lower-case letters, digits and hyphens')),
  title: v.optional(name),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be three letters, such as USD')),
  shipped: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/, 'must be the day on which the prices were looked up, such as 2026-11-26')),
  month: v.strictObject({ days: v.literal(30, 'must be 30') }),
  items: v.pipe(v.array(itemForm), v.minLength(1, 'must have a price'), v.maxLength(500, 'must be at most 500')),
});

/** A price book as it stands in a file, or the first thing that is wrong with it in one sentence. */
export function readPriceBook(value: unknown): BookRead {
  const read = v.safeParse(bookForm, value);
  if (!read.success) {
    const [issue] = read.issues;
    return { ok: false, fault: `${v.getDotPath(issue) ?? 'The price book'} ${issue.message}.` };
  }
  const { id, title = id, currency, shipped, items } = read.output;
  const book = { id, title, currency, shipped, items: items.map(priceItem) };
  const twice = book.items.find(
    (item, at) => book.items.findIndex((other) => other.kind === item.kind && priceKey(other) === priceKey(item)) !== at,
  );
  if (twice !== undefined) return { ok: false, fault: `The price book has two prices for ${twice.kind} "${twice.key}".` };
  return { ok: true, book };
}

function priceItem(item: v.InferOutput<typeof itemForm>): PriceItem {
  const { kind, key, title = kind === 'dyno' ? `Dyno ${key}` : key, monthly, hourly = 0, alsoFor } = item;
  const monthlyMicro = monthly ?? hourly * monthHours;
  return { kind, key, title, monthlyMicro, capMicro: item.cap ?? monthlyMicro, alsoFor };
}
