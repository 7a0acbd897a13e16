import * as v from 'valibot';
import { wrongPlan } from '../errors.ts';
import { readBreakage, type Breakage } from './breakage.ts';
import type { Slo } from './level.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(7_200));
const weight = v.optional(v.pipe(v.number(), v.gtValue(0)), 1);
const path = v.pipe(v.string(), v.regex(/^\//, 'must begin with /'));
const fields = v.record(v.string(), v.string());
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

/** One request of a mix: `{"get": "/draw"}` or `{"post": "/vote", "form": {"choice": "1"}}`. */
const mixRequest = v.union([
  v.strictObject({ get: path, weight }),
  v.strictObject({ post: path, form: v.optional(fields), json: v.optional(v.unknown()), weight }),
]);

const source = v.variant('kind', [
  v.strictObject({ kind: v.literal('http'), requests: v.pipe(v.array(mixRequest), v.minLength(1), v.maxLength(200)), weight }),
  v.strictObject({ kind: v.literal('script'), file: name, weight }),
  v.strictObject({ kind: v.literal('har'), file: name, weight }),
  v.strictObject({
    kind: v.literal('lab'),
    session: name,
    groupsOf: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    weight,
  }),
  v.strictObject({
    kind: v.literal('otree-bots'),
    session: name,
    groupsOf: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    weight,
  }),
  v.strictObject({ kind: v.literal('tab'), judgesShare: v.optional(share, 0.1), weight }),
]);

const arrival = v.variant('mode', [
  v.strictObject({ mode: v.literal('at once') }),
  v.strictObject({ mode: v.literal('over'), seconds }),
  v.strictObject({ mode: v.literal('every'), seconds: v.pipe(v.number(), v.minValue(0.05), v.maxValue(3_600)) }),
  v.strictObject({ mode: v.literal('closed') }),
  v.strictObject({ mode: v.literal('open'), perSecond: v.pipe(v.number(), v.gtValue(0), v.maxValue(10_000)) }),
  v.strictObject({
    mode: v.literal('marks'),
    marks: v.pipe(v.array(v.strictObject({ at: seconds, share, within: seconds })), v.minLength(1), v.maxLength(50)),
  }),
]);

const pause = v.pipe(
  v.object({ median: seconds, p95: seconds }),
  v.check(({ median, p95 }) => p95 >= median, 'its 95 % lies under its median'),
);

const percents = v.pipe(v.array(v.pipe(v.number(), v.gtValue(0), v.maxValue(300))), v.minLength(1), v.maxLength(20));

const sloShape = v.strictObject({
  p95Ms: v.optional(v.pipe(v.number(), v.gtValue(0)), 1_500),
  p99Ms: v.optional(v.pipe(v.number(), v.gtValue(0))),
  failedPct: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100)), 0.5),
  forbid: v.optional(v.array(v.pipe(v.string(), v.regex(/^[HR]\d\d$/))), ['H12', 'H13', 'R14']),
  routes: v.optional(v.record(v.string(), v.pipe(v.number(), v.gtValue(0))), {}),
});

const levelsShape = v.strictObject({
  percents: v.optional(percents, [10, 25, 50, 75, 100, 150]),
  warmUp: v.optional(seconds, 15),
  hold: v.optional(v.pipe(seconds, v.minValue(1)), 60),
  upTo: v.optional(v.nullable(v.pipe(v.number(), v.minValue(10), v.maxValue(100_000))), null),
  minutes: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600)), 30),
  within: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(50)), 5),
});

const planFile = v.strictObject({
  app: v.optional(name),
  people: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20_000)),
  where: v.optional(v.picklist(['clone', 'in-place']), 'clone'),
  sources: v.pipe(v.array(source), v.minLength(1), v.maxLength(20)),
  arrival: v.optional(arrival, { mode: 'closed' }),
  think: v.optional(v.strictObject({ default: v.intersect([pause, v.looseObject({})]) }), { default: { median: 6, p95: 20 } }),
  slo: v.optional(sloShape, () => v.parse(sloShape, {})),
  levels: v.optional(levelsShape, () => v.parse(levelsShape, {})),
  formations: v.optional(v.pipe(v.array(v.record(v.string(), v.string())), v.maxLength(8)), []),
  budget: v.optional(v.strictObject({ amount: v.number(), currency: v.string() })),
  browserBots: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10)), 0),
  seed: v.optional(v.union([v.string(), v.number()]), 1),
  chaos: v.optional(v.pipe(v.array(v.string()), v.maxLength(10)), []),
});

type PlanFile = v.InferOutput<typeof planFile>;

export type Source = PlanFile['sources'][number];
export type MixRequest = v.InferOutput<typeof mixRequest>;
export type Arrival = PlanFile['arrival'];

/** Seconds, spread log-normally. */
export interface Think {
  readonly median: number;
  readonly p95: number;
}

export interface Levels {
  /** Of the people who are expected. */
  readonly percents: readonly number[];
  /** Seconds of each level before anything is measured. */
  readonly warmUp: number;
  readonly hold: number;
  /** Percent of the people beyond which no more is tried; null: it goes on until something gives way. */
  readonly upTo: number | null;
  /** Once those who are expected have fitted, nothing more is looked for after so many minutes. */
  readonly minutes: number;
  /** The capacity is searched for until it is known within so many percent. */
  readonly within: number;
}

/** `web: {quantity: 2, size: 'standard-1x'}`; without a size the present one stays. */
export type Formation = Readonly<Record<string, { readonly quantity: number; readonly size?: string }>>;

/** What is to be rehearsed (REH-02). */
export interface RehearsalPlan {
  readonly app: string | null;
  readonly people: number;
  readonly where: 'clone' | 'in-place';
  readonly sources: readonly Source[];
  readonly arrival: Arrival;
  readonly think: Think;
  readonly slo: Slo;
  readonly levels: Levels;
  /** The first one's curve is measured, the others are tried with as many people as are expected; none: as the app stands. */
  readonly formations: readonly Formation[];
  readonly browserBots: number;
  readonly seed: string;
  /** What is broken on purpose, in a level of its own with the people who are expected. */
  readonly chaos: readonly Breakage[];
}

/** Reads a `rehearsal.json`; throws a fault that names the place which is wrong. */
export function readPlan(file: unknown): RehearsalPlan {
  const parsed = v.safeParse(planFile, file);
  if (!parsed.success) throw wrongPlan(firstFault(parsed.issues));
  const { app = null, seed, slo, levels, think, formations, sources, chaos, ...rest } = parsed.output;
  const mixed = new Set(sources.map(({ kind }) => (isEvent(kind) ? kind : 'requests')));
  if (mixed.size > 1) throw wrongPlan(`“sources” mixes ${[...mixed].join(' and ')}: a whole event is rehearsed by itself.`);
  const { failedPct, p99Ms = null, ...bounds } = slo;
  return {
    ...rest,
    app,
    sources,
    seed: String(seed),
    think: think.default,
    slo: { ...bounds, p99Ms, failedPercent: failedPct },
    levels: { ...levels, percents: levels.percents.toSorted((a, b) => a - b) },
    formations: formations.map(readFormation),
    chaos: chaos.map((text) => breakageIn(text, rest.where)),
  };
}

/** Nobody's own app is broken. */
function breakageIn(text: string, where: RehearsalPlan['where']): Breakage {
  const breakage = readBreakage(text);
  if (breakage === null) throw wrongPlan(`“chaos” says “${text}”; write what is killed or restarted, and when: kill web.1 @ 60 %.`);
  if (where === 'in-place') throw wrongPlan('“chaos” breaks copies only: leave “where” out, or say clone.');
  return breakage;
}

/** A whole session or round is played to its end; requests go on as long as a level lasts. */
export const isEvent = (kind: Source['kind']): boolean => kind === 'lab' || kind === 'otree-bots' || kind === 'tab';

/** `{"web": "2:standard-1x"}` */
function readFormation(words: Readonly<Record<string, string>>): Formation {
  return Object.fromEntries(
    Object.entries(words).map(([type, word]) => {
      const [, quantity, size] = /^(\d{1,3})(?::([a-z0-9-]+))?$/i.exec(word) ?? [];
      if (quantity === undefined)
        throw wrongPlan(`“formations” says ${type}: “${word}”; write a number of dynos and a size: 2:standard-1x.`);
      return [type, { quantity: Number(quantity), ...(size !== undefined && { size: size.toLowerCase() }) }];
    }),
  );
}

function firstFault([issue]: readonly v.BaseIssue<unknown>[]): string {
  const at = issue?.path?.map(({ key }) => String(key)).join('.') ?? '';
  const what = issue?.message ?? 'it cannot be read';
  return at === '' ? `The plan is wrong: ${what}.` : `“${at}” is wrong: ${what}.`;
}
