import type { AutoscaleWish } from './autoscale.ts';

/** What holds while a window of the calendar is open, and what comes back when it closes (platform specification, ALR-20, ALR-23). */
export interface ScheduleWish {
  readonly what: ScheduledChange;
  readonly window: ScheduleWindow;
}

export type ScheduledChange =
  /** Dynos of the named types. `after` null: what ran before the window. */
  | { readonly kind: 'scale'; readonly formation: ScheduledFormation; readonly after: ScheduledFormation | null }
  /** The autoscaler is on from the window's beginning to its end. `after` null: what ran before the window. */
  | { readonly kind: 'autoscale'; readonly autoscale: AutoscaleWish; readonly after: ScheduledFormation | null }
  /** Another plan of an add-on, by its name, its config var or its service. `after` null: the plan before the window. */
  | { readonly kind: 'addon'; readonly addon: string; readonly plan: string; readonly after: string | null };

/** By process type. */
export type ScheduledFormation = Readonly<Record<string, ScheduledDynos>>;

export interface ScheduledDynos {
  readonly quantity: number;
  /** `standard-1x`; absent: the size stays. */
  readonly size?: string;
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof weekdays)[number];

/** Times by the clock on the wall of a time zone. Windows that touch are one: seven days from 00:00 to 24:00 have no seam. */
export interface ScheduleWindow {
  /** `09:00` */
  readonly from: string;
  /** `18:00`; `24:00` is the day's end; not later than `from`: on the day after. */
  readonly to: string;
  /** Absent or empty: each day. The day is the one on which a window begins. */
  readonly days?: readonly Weekday[] | undefined;
  /** First and last day, as `2026-07-04`; null or absent: for ever. */
  readonly dates?: { readonly first: string; readonly last: string } | null | undefined;
  /** `Europe/Dublin` */
  readonly timezone: string;
  /** How much earlier a window opens, so that everything is up at `from`; absent: boot time and two minutes. */
  readonly leadSeconds?: number | undefined;
}
