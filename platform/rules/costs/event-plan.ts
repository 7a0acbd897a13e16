import * as v from 'valibot';
import { unreachable } from '#kit/errors/invariant.ts';
import { mostDynos } from '../plans.ts';
import { priceKinds, type PriceKind } from './price-book.ts';

/** What an event needs, line by line: what `costs:estimate` prices and `events:apply` puts into the calendar (CST-04, ALR-23). */
export interface EventPlan {
  readonly title: string | null;
  readonly priceBook: string;
  readonly currency: string | null;
  readonly lines: readonly PlanLine[];
}

export interface PlanLine {
  readonly kind: PriceKind;
  readonly key: string;
  readonly quantity: number;
  /** Of an autoscaled line the quantity is the average that is expected. */
  readonly isAverage: boolean;
  readonly time: PlanTime;
  /** Of dynos: their process type. */
  readonly type: string;
  /** The day of the plan on which the line begins; 1 is the first. Null: of dynos after the line before of the same type, else 1. */
  readonly day: number | null;
  /** `09:00`: when it begins on each of its days; null: the day's beginning for whole days, 09:00 for hours. */
  readonly from: string | null;
  readonly autoscale: PlanAutoscale | null;
  readonly note: string | null;
}

export type PlanTime =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'hours-a-day'; readonly hours: number; readonly days: number };

export interface PlanAutoscale {
  readonly min: number;
  readonly max: number;
}

/** How long the line lasts in all. */
export function secondsOf(time: PlanTime): number {
  switch (time.kind) {
    case 'days':
      return time.days * 86_400;
    case 'hours':
      return time.hours * 3600;
    case 'hours-a-day':
      return time.hours * time.days * 3600;
    default:
      return unreachable(time);
  }
}

export type PlanRead = { readonly ok: true; readonly plan: EventPlan } | { readonly ok: false; readonly fault: string };

const mostLines = 100;
const mostDays = 366;

/** A plan as it stands in a file, or the first thing that is wrong with it in one sentence. */
export function readPlan(value: unknown): PlanRead {
  const head = v.safeParse(planForm, value);
  if (!head.success) return wrong(head.issues[0].message);
  const { title = null, priceBook, currency = null, lines } = head.output;
  const read: PlanLine[] = [];
  for (const [at, each] of lines.entries()) {
    const line = v.safeParse(lineForm, each, { abortPipeEarly: true });
    if (!line.success) return wrong(`Line ${at + 1} of the plan ${line.issues[0].message}`);
    read.push(planLine(line.output));
  }
  return { ok: true, plan: { title, priceBook, currency, lines: read } };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** As it stands in the file. */
const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

/** A whole number; the message gets what stands there instead. */
const whole = (least: number, most: number, message: (found: string) => string) =>
  v.custom<number>(
    (value) => isWhole(value, least, most),
    ({ input }) => message(shown(input)),
  );

/** A number above 0. */
const positive = (most: number, message: (found: string) => string) =>
  v.custom<number>(
    (value) => typeof value === 'number' && value > 0 && value <= most,
    ({ input }) => message(shown(input)),
  );

const text = (message: string) => v.custom<string>((value) => typeof value === 'string' && value !== '' && value.length <= 200, message);

const anObject = (message: string) => v.custom<Record<string, unknown>>(isRecord, message);

/** Fields that nobody reads are refused: a typing error would else change the price. */
const nothingElse = (known: readonly string[], message: (stranger: string) => string) =>
  v.check<Record<string, unknown>, (issue: v.CheckIssue<Record<string, unknown>>) => string>(
    (value) => strangerIn(value, known) === undefined,
    ({ input }) => message(strangerIn(input, known) ?? ''),
  );

const strangerIn = (value: Readonly<Record<string, unknown>>, known: readonly string[]): string | undefined =>
  Object.keys(value).find((name) => !known.includes(name));

const planForm = v.pipe(
  anObject('The plan is no JSON object.'),
  nothingElse(['title', 'priceBook', 'currency', 'lines', 'note'], (name) => `The plan has a field "${name}" that means nothing.`),
  v.object({
    title: v.optional(text('The title of the plan must be text.')),
    priceBook: v.optional(text('"priceBook" must be the name of a price book, such as seed-2019.'), 'seed-2019'),
    currency: v.optional(text('"currency" must be three letters, such as USD.')),
    lines: v.custom<readonly unknown[]>(
      (value) => Array.isArray(value) && value.length > 0 && value.length <= mostLines,
      `The plan must have 1 to ${mostLines} lines: {"kind": "dyno", "key": "standard-1x", "qty": 3, "days": 4}.`,
    ),
  }),
);

const time = v.custom<string>(
  (value) => minutesOf(value) !== null,
  ({ input }) => `has the time ${shown(input)}: write it as 09:00.`,
);
const hours = (most: number) => positive(most, (found) => `lasts ${found} hours: give a number above 0, at most ${most}.`);
const autoscale = v.custom<PlanAutoscale>(
  (value) => isRecord(value) && isWhole(value['max'], 1, mostDynos) && isWhole(value['min'], 0, value['max']),
  ({ input }) => `autoscales by ${shown(input)}: give {"min": 1, "max": 10}, whole numbers up to ${mostDynos}.`,
);

const fields = {
  kind: v.picklist(priceKinds, `must say what it is: "kind" is one of ${priceKinds.join(', ')}.`),
  key: text('must say which one: "key", such as standard-1x or postgres:hobby-basic.'),
  qty: v.optional(whole(1, mostDynos, (found) => `has the quantity ${found}: give a whole number from 1 to ${mostDynos}.`)),
  qtyAverage: v.optional(positive(mostDynos, (found) => `has the average ${found}: give a number above 0, at most ${mostDynos}.`)),
  days: v.optional(whole(1, mostDays, (found) => `lasts ${found} days: give a whole number from 1 to ${mostDays}.`)),
  hours: v.optional(hours(mostDays * 24)),
  hoursPerDay: v.optional(hours(24)),
  type: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,60}$/, 'has a process type that cannot be one.')), 'web'),
  day: v.optional(whole(1, mostDays, (found) => `begins on day ${found}: give a whole number from 1 to ${mostDays}.`)),
  from: v.optional(time),
  to: v.optional(time),
  autoscale: v.optional(autoscale),
  note: v.optional(text('has a note that is no text.')),
};

const lineThatAgrees = v.pipe(
  v.object(fields),
  v.check(
    ({ qty, qtyAverage }) => (qty === undefined) !== (qtyAverage === undefined),
    'must say how many: either "qty" or, where a number goes up and down, "qtyAverage".',
  ),
  v.check(
    (line) => line.hours === undefined || line.days === undefined,
    'has "hours" and "days": for so many hours on each of several days write "hoursPerDay".',
  ),
  v.check((line) => line.hoursPerDay === undefined || line.days !== undefined, 'has "hoursPerDay" but no "days".'),
  v.check((line) => line.days !== undefined || hoursOf(line) !== null, 'must say how long: "days", "hours", or "hoursPerDay" with "days".'),
  v.check((line) => Number.isInteger((hoursOf(line) ?? 0) * 3600), 'lasts a broken number of seconds.'),
  v.check(
    (line) => agrees(line),
    ({ input }) => `lasts ${saidHours(input)} hours, but from ${input.from} to ${input.to} it is ${spanHours(input)}.`,
  ),
  v.check(
    ({ qty, qtyAverage = qty ?? 0, autoscale: bounds }) => bounds === undefined || (qtyAverage >= bounds.min && qtyAverage <= bounds.max),
    'has an average that is not between the bounds of its "autoscale".',
  ),
);

const lineForm = v.pipe(
  anObject('is no JSON object.'),
  nothingElse(Object.keys(fields), (name) => `has a field "${name}" that means nothing; there are ${Object.keys(fields).join(', ')}.`),
  lineThatAgrees,
);

type LineInFile = v.InferOutput<typeof lineForm>;

function planLine(line: LineInFile): PlanLine {
  const { kind, key, type, qty, qtyAverage = 0, day = null, from = null, note = null } = line;
  const bounds = line.autoscale ?? null;
  return {
    kind,
    key,
    type,
    quantity: qty ?? qtyAverage,
    isAverage: qty === undefined,
    time: timeOf(line),
    day,
    from,
    autoscale: bounds,
    note,
  };
}

function timeOf(line: LineInFile): PlanTime {
  const daily = hoursOf(line);
  if (line.days === undefined) return { kind: 'hours', hours: daily ?? 0 };
  return daily === null ? { kind: 'days', days: line.days } : { kind: 'hours-a-day', hours: daily, days: line.days };
}

interface Hours {
  readonly hours?: number | undefined;
  readonly hoursPerDay?: number | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const saidHours = (line: Hours): number | null => line.hours ?? line.hoursPerDay ?? null;

/** Of one day; null: whole days. */
const hoursOf = (line: Hours): number | null => saidHours(line) ?? spanHours(line);

/** `18:00` to `02:00` are eight hours: the end may be on the day after. */
function spanHours({ from, to }: Hours): number | null {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  if (begin === null || end === null) return null;
  return (end > begin ? end - begin : end - begin + 1440) / 60;
}

function agrees(line: Hours): boolean {
  const [said, span] = [saidHours(line), spanHours(line)];
  return said === null || span === null || said === span;
}

/** Minutes since midnight of `09:30`; `24:00` is the day's end. Null: it is no time. */
export function minutesOf(value: unknown): number | null {
  const match = typeof value === 'string' ? /^([01]\d|2[0-4]):([0-5]\d)$/.exec(value) : null;
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return minutes <= 1440 ? minutes : null;
}

const wrong = (fault: string): PlanRead => ({ ok: false, fault });
