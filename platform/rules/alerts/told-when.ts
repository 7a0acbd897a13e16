import type { Severity } from '../findings/finding.ts';
import { isZone, minutesOf } from '../scaling/calendar.ts';

/** When somebody wants to be told (platform specification, ALR-05). What is critical is always told at once. */
export interface ToldWhen {
  /** `22:00-07:00`: what is not critical waits until the end of it; null: at any hour. */
  readonly quietHours: string | null;
  /** `08:00`: all that is not critical comes once a day, as one message; null: as it happens. */
  readonly digestAt: string | null;
  /** `Europe/Dublin`: whose clock that is. */
  readonly timezone: string;
}

/** What is wrong with it, in one sentence; null: nothing. */
export function toldWhenFault({ quietHours, digestAt, timezone }: ToldWhen): string | null {
  if (!isZone(timezone)) return `There is no time zone "${timezone}".`;
  if (digestAt !== null && minutesOf(digestAt) === null) return `"${digestAt}" is no time of the day; write it as 08:00.`;
  if (quietHours !== null && spanOf(quietHours) === null) return `"${quietHours}" are no quiet hours; write them as 22:00-07:00.`;
  return null;
}

/** When a message of this severity goes out. */
export function outAtMs(when: ToldWhen, severity: Severity, nowMs: number): number {
  if (severity === 'critical') return nowMs;
  const { digestAt, quietHours, timezone } = when;
  if (digestAt !== null) return nextTimeMs(minutesOf(digestAt) ?? 0, timezone, nowMs);
  const span = quietHours === null ? null : spanOf(quietHours);
  return span === null || !holds(span, minuteNow(timezone, nowMs)) ? nowMs : nextTimeMs(span.to, timezone, nowMs);
}

/** `at once, at any hour` */
export function toldWhenWords({ quietHours, digestAt, timezone }: ToldWhen): string {
  if (digestAt !== null) return `once a day at ${digestAt} (${timezone}), of what is critical at once`;
  return quietHours === null
    ? 'at once, at any hour'
    : `at once, but from ${quietHours.replace('-', ' to ')} (${timezone}) only of what is critical`;
}

/** Messages wait here at times, so several may come as one. */
export const isHeld = ({ quietHours, digestAt }: ToldWhen): boolean => quietHours !== null || digestAt !== null;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Minutes after midnight; over midnight when it ends before it begins. */
function spanOf(text: string): Span | null {
  const [first = '', last = '', ...more] = text.split('-');
  const [from, to] = [minutesOf(first.trim()), minutesOf(last.trim())];
  return from === null || to === null || from === to || more.length > 0 ? null : { from, to };
}

const holds = ({ from, to }: Span, minute: number): boolean => (from < to ? minute >= from && minute < to : minute >= from || minute < to);

const wallClock = (timezone: string, nowMs: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timezone);

function minuteNow(timezone: string, nowMs: number): number {
  const { hour, minute } = wallClock(timezone, nowMs);
  return hour * 60 + minute;
}

/** The next moment later than now at which the clock shows it; a time that clocks skip is the first after it. */
function nextTimeMs(minutes: number, timezone: string, nowMs: number): number {
  const plainTime = { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
  const today = wallClock(timezone, nowMs).toPlainDate();
  const at = (day: Temporal.PlainDate): number => day.toZonedDateTime({ timeZone: timezone, plainTime }).epochMilliseconds;
  return at(today) > nowMs ? at(today) : at(today.add({ days: 1 }));
}
