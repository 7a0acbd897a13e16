/** A schedule whose window is open now, as far as one process type or one add-on is concerned. */
export interface OpenSchedule<Value> {
  readonly id: number;
  readonly endMs: number;
  readonly value: Value;
  /** Null: what was there before. */
  readonly after: Value | null;
}

/** What schedules hold a process type or an add-on at, written down when their first window opens. */
export interface Hold<Value> {
  /** Of the windows that are open: `3@1774771200000` is that of schedule 3 which ends then. */
  readonly windows: readonly string[];
  /** What was there when the first of them opened. */
  readonly before: Value;
  readonly set: Value;
  /** What comes back; null: what was there before. */
  readonly after: Value | null;
  /** Somebody has changed it by hand meanwhile: that holds until a window ends (platform specification, ALR-21). */
  readonly isOverridden: boolean;
}

export type HoldStep<Value> =
  | { readonly kind: 'nothing' }
  /** `hold` is to be written; `set` as well, unless it is null. */
  | { readonly kind: 'hold'; readonly hold: Hold<Value>; readonly set: Value | null; readonly begins: boolean }
  | { readonly kind: 'close'; readonly restore: Value };

export interface HoldFacts<Value> {
  readonly open: readonly OpenSchedule<Value>[];
  readonly hold: Hold<Value> | null;
  readonly present: Value;
  /** Of two values the one that counts where windows overlap. */
  readonly stronger: (one: Value, other: Value) => Value;
  /** Whether what is there is what was set; a change that did not come true is made again. */
  readonly fulfils: (present: Value, set: Value) => boolean;
}

/**
 * What to do now. It is asked again and again and remembers nothing but the hold, so a beginning that was missed is made up for inside the
 * window, and an end at once, however late (ALR-21).
 */
export function holdStep<Value>({ open, hold, present, stronger, fulfils }: HoldFacts<Value>): HoldStep<Value> {
  const [first, ...others] = open;
  if (first === undefined) return hold === null ? { kind: 'nothing' } : { kind: 'close', restore: hold.after ?? hold.before };
  const set = others.reduce((best, { value }) => stronger(best, value), first.value);
  const { after } = others.reduce((last, schedule) => (schedule.endMs > last.endMs ? schedule : last), first);
  const windows = open.map(({ id, endMs }) => `${id}@${endMs}`).toSorted();
  if (hold === null) return { kind: 'hold', hold: { windows, before: present, set, after, isOverridden: false }, set, begins: true };
  if (isSame(windows, hold.windows)) {
    const isDone = hold.isOverridden || fulfils(present, hold.set);
    return isDone ? { kind: 'nothing' } : { kind: 'hold', hold, set: hold.set, begins: false };
  }
  const oneEnded = hold.windows.some((each) => !windows.includes(each));
  const isOverridden = hold.isOverridden && !oneEnded;
  return { kind: 'hold', hold: { windows, before: hold.before, set, after, isOverridden }, set: isOverridden ? null : set, begins: false };
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each, at) => each === other[at]);
