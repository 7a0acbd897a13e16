import type { ScalingFigures } from './figures.ts';
import type { MomentKind } from './moments.ts';
import type { ScheduledChange, ScheduledFormation, ScheduleWindow } from './schedule.ts';

/** What the API answers about the autoscaler, schedules and sleep; beside `../resources.ts`, in the same manner. */

/** An autoscaler that is on. */
export interface Autoscale {
  readonly type: string;
  readonly min: number;
  readonly max: number;
  readonly p95Ms: number;
  readonly isDryRun: boolean;
  readonly notifiesAtMax: boolean;
  /** When it ends by itself; null: not by itself. */
  readonly until: string | null;
  /** What runs then; null: what runs at that moment. */
  readonly afterwards: ScheduledFormation | null;
  readonly since: string;
  readonly actor: string;
  /** It is on by a schedule, until that one's window ends. */
  readonly bySchedule: boolean;
  readonly quantity: number;
  readonly up: number;
  readonly last: AutoscaleDecision | null;
}

/** What the autoscaler decided at a moment, also that nothing is to change. */
export interface AutoscaleDecision {
  readonly id: number;
  readonly at: string;
  readonly type: string;
  readonly from: number;
  readonly to: number;
  /** `up`, `down`, `steady`, `waiting`, `inhibited` … */
  readonly kind: string;
  readonly words: string;
  readonly figures: ScalingFigures;
  /** It was said, and not done. */
  readonly isDryRun: boolean;
}

export interface Schedule {
  readonly id: number;
  /** The plan of an event that it was made by; null: it was made alone. */
  readonly group: string | null;
  readonly change: ScheduledChange;
  readonly window: ScheduleWindow;
  /** `web=10` or `postgres: hobby-basic`. */
  readonly title: string;
  /** `09:00 to 18:00, Sat and Sun, Europe/Dublin` */
  readonly when: string;
  readonly state: 'waiting' | 'open' | 'overridden' | 'failing' | 'over';
  /** Why its last change failed. */
  readonly failure: string | null;
  /** The window that is open, or the next one; null: none comes any more. */
  readonly next: { readonly from: string; readonly until: string } | null;
  readonly actor: string;
}

/** Windows of a schedule that is not made yet. */
export interface SchedulePreview {
  readonly title: string;
  readonly when: string;
  /** The next of them, at most ten. */
  readonly windows: readonly { readonly from: string; readonly until: string }[];
}

/** When many people are about to come, as an app has announced it. */
export interface AnnouncedMoment {
  readonly app: string;
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly expectPeople: number;
  readonly kind: MomentKind;
  /** Web dynos that are to run then. */
  readonly quantity: number;
}

export interface Sleep {
  /** Null: it never sleeps. */
  readonly afterMinutes: number | null;
  readonly sleepsAll: boolean;
  /** Who opens it while it wakes sees a page that says so, and that opens it when it is up. */
  readonly showsPage: boolean;
  readonly asleepSince: string | null;
}

/** `showsPage`: yes unless said. */
export type SleepChange = Pick<Sleep, 'afterMinutes' | 'sleepsAll'> & { readonly showsPage?: boolean | undefined };

/** Of `ps:advise`. */
export interface ScalingAdvice {
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  readonly present: { readonly quantity: number; readonly size: string };
  /** How it went in the last minute of the range. */
  readonly lastMinute: {
    readonly requests: number;
    readonly p95Ms: number | null;
    readonly queueP95Ms: number | null;
    /** Given up or turned away in line (H11, H12). */
    readonly turnedAway: number;
  };
  /** Null: nothing came in the range. */
  readonly advice: {
    readonly peak: { readonly at: string; readonly perSecond: number; readonly busySlots: number };
    readonly quantity: number;
    readonly choices: readonly { readonly size: string; readonly memoryMb: number; readonly perHourMicro: number | null }[];
  } | null;
}
