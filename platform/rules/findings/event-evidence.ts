/** More dynos than before an event that is over (CST-10). */
export interface Forgotten {
  readonly event: string;
  readonly types: readonly { readonly type: string; readonly quantity: number; readonly was: number }[];
  /** What it costs more: `$3.33` a day. */
  readonly perDay: string;
  readonly savesPerHourMicro: number;
  readonly currency: string;
}

/** The next event of an app and whether it is ready for it. */
export interface EventAhead {
  readonly title: string;
  readonly hours: number;
  readonly timeZone: string;
  readonly checks: readonly ReadinessCheck[];
}

export interface ReadinessCheck {
  /** `A rehearsal has passed` */
  readonly text: string;
  readonly isDone: boolean;
  /** What was found instead. */
  readonly found: string;
  /** The page on which it is mended. */
  readonly at: 'rehearsals' | 'channels' | 'scaling' | 'config' | 'domains' | 'backups';
}

/** The next event of an app, and whether the app is ready for it (UI-10). */
export interface UpcomingEvent {
  readonly name: string;
  readonly app: string;
  /** When it begins, or goes on after a night. */
  readonly from: string;
  /** The one that it was planned in. */
  readonly timezone: string;
  readonly readyPercent: number;
  readonly checks: readonly ReadinessCheck[];
}

/** All of it only when nothing is open. */
export function readyPercent(checks: readonly ReadinessCheck[]): number {
  return Math.floor((100 * checks.filter(({ isDone }) => isDone).length) / Math.max(1, checks.length));
}

/** Many people at a time that is known. */
export interface RushAhead {
  readonly title: string;
  readonly minutes: number;
  readonly expectPeople: number;
  /** Web dynos that are reckoned for it. */
  readonly needed: number;
}

export interface LongRun {
  readonly minutes: number;
  /** Mean load of all web dynos together. */
  readonly load: number;
  /** Mean slots in use. */
  readonly busySlots: number;
  readonly queueP95: number;
}
