import * as v from 'valibot';

/** When many people are about to come, as an app announces it (platform specification, ALR-41). */
export interface Moment {
  readonly id: string;
  readonly atMs: number;
  readonly title: string;
  readonly expectPeople: number;
  readonly pages: readonly string[];
  readonly kind: MomentKind;
}

export const momentKinds = ['publish', 'start', 'advance', 'final'] as const;

export type MomentKind = (typeof momentKinds)[number];

const mostMoments = 50;
const mostPeople = 1_000_000;
const dayMs = 86_400_000;
/** What was started for a moment stays so long after it. */
export const afterMomentMs = 600_000;

const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));
const moment = v.object({
  id: text(200),
  at: v.pipe(v.string(), v.isoTimestamp()),
  title: text(300),
  expectPeople: v.pipe(v.number(), v.integer(), v.minValue(0)),
  pages: v.optional(v.pipe(v.array(v.pipe(text(2048), v.startsWith('/'))), v.maxLength(100)), []),
  kind: v.picklist(momentKinds),
});

export type MomentsRead = { readonly ok: true; readonly moments: readonly Moment[] } | { readonly ok: false; readonly fault: string };

/** What an app answered, or why it is not believed. A moment that is over counts as long as its effects last. */
export function readMoments(answer: unknown, nowMs: number, msOf: (time: string) => number): MomentsRead {
  const read = v.safeParse(v.array(moment), answer);
  if (!read.success) return { ok: false, fault: `${v.getDotPath(read.issues[0]) ?? 'the whole'}: ${read.issues[0].message}` };
  const moments = read.output.map(({ at, ...rest }) => ({ ...rest, atMs: msOf(at) }));
  if (moments.length > mostMoments) return { ok: false, fault: `${moments.length} moments are more than ${mostMoments}` };
  const crowd = moments.find(({ expectPeople }) => expectPeople > mostPeople);
  if (crowd !== undefined) return { ok: false, fault: `${crowd.expectPeople} people at ${crowd.id} are more than a million` };
  const past = moments.find(({ atMs }) => atMs < nowMs - dayMs);
  if (past !== undefined) return { ok: false, fault: `${past.id} was more than a day ago` };
  return { ok: true, moments: moments.filter(({ atMs }) => atMs + afterMomentMs > nowMs) };
}

/** Within so many seconds those come who were waiting for it. */
const rushSeconds = 20;
const aimedShare = 0.6;
/** Of a request, where too few were measured. */
const usualServiceMs = 50;

export interface RushFacts {
  readonly expectPeople: number;
  /** Mean of the app's requests; null: too few were measured. */
  readonly serviceMs: number | null;
  readonly most: number;
}

/** How many dynos a rush of so many people needs, each asking for a page; at least one. */
export function dynosForRush({ expectPeople, serviceMs, most }: RushFacts): number {
  const busy = (expectPeople / rushSeconds) * ((serviceMs ?? usualServiceMs) / 1000);
  return Math.min(most, Math.max(1, Math.ceil(busy / aimedShare)));
}
