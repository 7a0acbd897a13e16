import type { ScheduleWindow, Weekday } from './schedule.ts';
import { weekdays } from './schedule.ts';

/** From when until when, in milliseconds since 1970. The end is outside. */
export interface OpenWindow {
  readonly startMs: number;
  readonly endMs: number;
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** When a day's clock shows the time: `minutes` after midnight, 24:00 and later are on the day after. */
function instantOf(day: Temporal.PlainDate, minutes: number, timezone: string): number {
  const date = day.add({ days: Math.floor(minutes / dayMinutes) });
  const time = Temporal.PlainTime.from({ hour: Math.floor((minutes % dayMinutes) / 60), minute: minutes % 60 });
  const wall = date.toPlainDateTime(time);
  const earlier = wall.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds; // of a time that comes twice the first
  const change = earlier.getTimeZoneTransition('next'); // clocks skip it: the first moment after it
  return change?.epochMilliseconds ?? earlier.epochMilliseconds;
}

/** Minutes after midnight of `09:30`; null when it is no time. `24:00` is the day's end. */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return Number.isNaN(total) || total > dayMinutes ? null : total;
}

/** The day of `2026-07-04`; null when there is none. */
export function dayOf(text: string): Temporal.PlainDate | null {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) ? Temporal.PlainDate.from(text, { overflow: 'reject' }) : null;
  } catch {
    return null;
  }
}

export function isZone(name: string): boolean {
  try {
    return Temporal.PlainDate.from('2026-01-01').toZonedDateTime(name).timeZoneId !== '';
  } catch {
    return false;
  }
}

/**
 * The windows that are open at some moment from `fromMs` to `untilMs`, in order, those that touch or overlap as one (platform specification,
 * ALR-20). Wall-clock times: a time that the clocks skip is the next valid instant, one that comes twice counts once, the first time.
 */
export function openWindows(
  window: ScheduleWindow,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): OpenWindow[] {
  const from = minutesOf(window.from);
  const to = minutesOf(window.to);
  if (from === null || to === null) return [];
  const end = to > from ? to : to + dayMinutes;
  const all = (isSeamless(window) ? [wholeOf(window)] : daysBetween(window, { fromMs, untilMs }).map((day) => [day, day] as const))
    .map(([first, last]) => ({ startMs: instantOf(first, from, window.timezone), endMs: instantOf(last, end, window.timezone) }))
    .filter(({ startMs, endMs }) => startMs < endMs);
  return joined(all).filter(({ startMs, endMs }) => endMs > fromMs && startMs <= untilMs);
}

/** Windows that touch are one, so the days around are looked at: without all seven days of the week no window is longer than six. */
function daysBetween(
  window: ScheduleWindow,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Temporal.PlainDate[] {
  const dayAt = (atMs: number): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(window.timezone).toPlainDate();
  const first = later(dayAt(fromMs).subtract({ days: 8 }), dayOf(window.dates?.first ?? ''));
  const last = earlierOf(dayAt(untilMs).add({ days: 8 }), dayOf(window.dates?.last ?? ''));
  const days: Temporal.PlainDate[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) if (isOn(window, day)) days.push(day);
  return days;
}

/** Without an end it lasts until the last day that there is. */
function wholeOf({ dates }: ScheduleWindow): readonly [Temporal.PlainDate, Temporal.PlainDate] {
  return [dayOf(dates?.first ?? '') ?? firstDay, dayOf(dates?.last ?? '') ?? lastDay];
}

const firstDay = Temporal.PlainDate.from('1970-01-02');
const lastDay = Temporal.PlainDate.from('9999-12-30');

/** Each day's window touches the next one's, on all days of the week: one window from its first day to its last. */
export function isSeamless({ from, to, days = [] }: ScheduleWindow): boolean {
  return (from === to || (from === '00:00' && to === '24:00')) && (days.length === 0 || new Set(days).size === weekdays.length);
}

const later = (day: Temporal.PlainDate, other: Temporal.PlainDate | null): Temporal.PlainDate =>
  other !== null && Temporal.PlainDate.compare(other, day) > 0 ? other : day;

const earlierOf = (day: Temporal.PlainDate, other: Temporal.PlainDate | null): Temporal.PlainDate =>
  other !== null && Temporal.PlainDate.compare(other, day) < 0 ? other : day;

function isOn({ days = [] }: ScheduleWindow, day: Temporal.PlainDate): boolean {
  return days.length === 0 || days.includes(weekdayOf(day));
}

const weekdayOf = (day: Temporal.PlainDate): Weekday => weekdays[day.dayOfWeek - 1] ?? 'mon';

function joined(windows: readonly OpenWindow[]): OpenWindow[] {
  const all: OpenWindow[] = [];
  for (const next of windows.toSorted((a, b) => a.startMs - b.startMs)) {
    const before = all.at(-1);
    if (before !== undefined && next.startMs <= before.endMs)
      all[all.length - 1] = { startMs: before.startMs, endMs: Math.max(before.endMs, next.endMs) };
    else all.push(next);
  }
  return all;
}

/** The window that is open now, its lead included. */
export function windowAt(window: ScheduleWindow, nowMs: number, leadMs: number): OpenWindow | null {
  const near = openWindows(window, { fromMs: nowMs, untilMs: nowMs + leadMs });
  return near.find(({ startMs, endMs }) => startMs - leadMs <= nowMs && nowMs < endMs) ?? null;
}

const yearMs = 400 * dayMinutes * minuteMs;

/** The next windows that begin later than now, at most `most`; within a year. */
export function nextWindows(window: ScheduleWindow, nowMs: number, most: number): readonly OpenWindow[] {
  for (const days of [8, 40, 400]) {
    const found = openWindows(window, { fromMs: nowMs, untilMs: nowMs + Math.min(yearMs, days * dayMinutes * minuteMs) });
    const next = found.filter(({ startMs }) => startMs > nowMs);
    if (next.length >= most) return next.slice(0, most);
    if (days === 400) return next;
  }
  return [];
}
