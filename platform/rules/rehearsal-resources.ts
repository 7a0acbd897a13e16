import * as v from 'valibot';

/** What of a rehearsal's plan the platform reads itself; the bots read the rest. */
export const rehearsalPlan = v.looseObject({
  people: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20_000)),
  where: v.optional(v.picklist(['clone', 'in-place']), 'clone'),
});

export type RehearsalPlan = v.InferOutput<typeof rehearsalPlan>;

const orNull = <Shape extends v.GenericSchema>(shape: Shape) => v.nullable(shape);
const texts = v.record(v.string(), v.string());

const store = v.looseObject({ service: v.string(), connections: v.number(), connectionLimit: orNull(v.number()) });

/** One level as it was measured. */
export const rehearsalLevel = v.looseObject({
  people: v.number(),
  requests: v.number(),
  perSecond: v.number(),
  p50: orNull(v.number()),
  p95: orNull(v.number()),
  p99: orNull(v.number()),
  failedPercent: v.number(),
  verdict: v.picklist(['pass', 'fail', 'invalid']),
  why: v.optional(v.string()),
  evidence: v.looseObject({
    dynos: v.number(),
    load: orNull(v.number()),
    memoryMb: orNull(v.number()),
    memoryQuotaMb: orNull(v.number()),
    stores: v.array(store),
  }),
});

export type RehearsalLevel = v.InferOutput<typeof rehearsalLevel>;

/** What the bots tell once a second. */
export const rehearsalReport = v.object({
  /** What is being done, in words. */
  says: v.optional(v.pipe(v.string(), v.maxLength(500))),
  second: v.optional(
    v.object({
      people: v.number(),
      perSecond: v.number(),
      p95: orNull(v.number()),
      failed: v.number(),
      pages: v.record(v.string(), v.number()),
    }),
  ),
  level: v.optional(rehearsalLevel),
});

/** What of a copy is broken on purpose. */
export const partWish = v.object({ part: v.pipe(v.string(), v.maxLength(60)), how: v.picklist(['kill', 'restart']) });

export type PartWish = v.InferOutput<typeof partWish>;

export type RehearsalReport = v.InferOutput<typeof rehearsalReport>;

const bottleneck = v.looseObject({ kind: v.string(), title: v.string(), words: v.string(), evidence: v.record(v.string(), v.number()) });

/** `result.json` as far as pages show it (platform specification, REH-10 and REH-14). */
export const rehearsalResult = v.looseObject({
  schema: v.literal(1),
  verdict: v.picklist(['PASS', 'FAIL', 'INVALID']),
  atPeople: v.number(),
  of: v.number(),
  words: v.string(),
  headline: v.string(),
  perSecond: v.number(),
  /** Where it gives way, or why that is not known; results of earlier releases have none. */
  knee: v.optional(orNull(v.looseObject({ words: v.string() })), null),
  release: orNull(v.number()),
  slo: v.looseObject({ p95Ms: v.number(), failedPercent: v.number() }),
  bottleneck: orNull(bottleneck),
  second: orNull(bottleneck),
  formation: texts,
  recommend: v.looseObject({
    formation: orNull(texts),
    sentences: v.array(v.string()),
    command: orNull(v.string()),
    isConfirmed: v.boolean(),
    costs: v.optional(v.array(v.object({ book: v.string(), hourly: v.string() })), []),
  }),
  levels: v.array(rehearsalLevel),
  confirm: orNull(rehearsalLevel),
  options: v.array(v.object({ formation: texts, people: v.number(), fits: v.boolean(), why: v.string() })),
  fills: v.array(v.object({ title: v.string(), used: v.number(), limit: v.number(), unit: v.string() })),
  met: v.array(v.object({ mark: v.picklist(['ok', 'late']), what: v.string(), detail: v.string() })),
  card: v.object({
    title: v.string(),
    before: v.array(v.object({ when: v.string(), what: v.string(), command: orNull(v.string()) })),
    watch: v.array(v.object({ what: v.string(), usual: v.string(), limit: v.string() })),
    troubles: v.array(v.object({ sentence: v.string(), command: v.string(), who: v.string(), costs: v.string() })),
  }),
});

export type RehearsalResult = v.InferOutput<typeof rehearsalResult>;

export const rehearsalStates = ['planned', 'preparing', 'running', 'ended', 'stopped', 'failed'] as const;

export type RehearsalState = (typeof rehearsalStates)[number];

/** A rehearsal, from its plan to its result. */
export interface Rehearsal {
  readonly id: string;
  readonly app: string;
  /** The app that the bots play with: itself, or its clone; null until that is there. */
  readonly target: string | null;
  readonly url: string | null;
  /** Told once, to who stages a rehearsal in place: what its bots say in X-Rostra-Rehearsal. */
  readonly botWord?: string | null;
  readonly actor: string;
  readonly state: RehearsalState;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly plan: RehearsalPlan;
  /** What was said last. */
  readonly says: string | null;
  /** The last second, while a level is played. */
  readonly second: NonNullable<RehearsalReport['second']> | null;
  /** Of the curve, as they were finished. */
  readonly levels: readonly RehearsalLevel[];
  readonly result: RehearsalResult | null;
  /** Why there is no result. */
  readonly failure: string | null;
}

/** A name for a clone: `lab-reh-3f9a1c`. */
export function cloneName(app: string, id: string): string {
  return `${app.slice(0, longestName - id.length - infix.length).replace(/-+$/, '')}${infix}${id}`;
}

const infix = '-reh-';
const longestName = 30;

/** Config vars with which a copy would write to real people, or be taken for the original. */
const outward = /^(SMTP|EMAIL|MAIL|SENDGRID|MAILGUN|POSTMARK|SES|TWILIO|SENTRY|PROLIFIC|MTURK|STRIPE|PAYPAL)_?/;

/** The config vars of a clone: those of the app, without its add-ons' and without what reaches the world outside (REH-03). */
export function cloneConfig(config: Readonly<Record<string, string>>, held: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !held.includes(name) && !outward.test(name)));
}
