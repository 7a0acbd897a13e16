import { dayOf, isZone, minutesOf, nextWindows, windowAt } from './calendar.ts';
import { weekdays } from './schedule.ts';
import type { ScheduleWindow } from './schedule.ts';

const mostLeadSeconds = 3600;

/** What is wrong with a window, in one sentence; null when nothing is. */
export function windowFault(window: ScheduleWindow, nowMs: number): string | null {
  const { days = [], dates = null, timezone, leadSeconds = 0 } = window;
  const wrongDay = days.find((day) => !weekdays.includes(day));
  if (wrongDay !== undefined) return `"${wrongDay}" is no day of the week; there are ${weekdays.join(', ')}.`;
  if (!isZone(timezone)) return `There is no time zone "${timezone}".`;
  if (!(leadSeconds >= 0 && leadSeconds <= mostLeadSeconds)) return `The lead must be from 0 to ${mostLeadSeconds} seconds.`;
  return timesFault(window) ?? datesFault(dates) ?? pastFault(window, nowMs);
}

function timesFault({ from, to }: ScheduleWindow): string | null {
  const wrong = [from, to].find((time) => minutesOf(time) === null);
  if (wrong !== undefined) return `"${wrong}" is no time of the day; write it as 09:00.`;
  return minutesOf(from) === 24 * 60 ? 'A window cannot begin at 24:00; write 00:00 of the next day.' : null;
}

function datesFault(dates: ScheduleWindow['dates']): string | null {
  if (dates === null || dates === undefined) return null;
  const [first, last] = [dayOf(dates.first), dayOf(dates.last)];
  if (first === null) return `There is no day "${dates.first}"; write it as 2026-07-04.`;
  if (last === null) return `There is no day "${dates.last}"; write it as 2026-07-04.`;
  return Temporal.PlainDate.compare(first, last) > 0 ? `${dates.first} is later than ${dates.last}.` : null;
}

function pastFault(window: ScheduleWindow, nowMs: number): string | null {
  const comes = windowAt(window, nowMs, 0) !== null || nextWindows(window, nowMs, 1).length > 0;
  return comes ? null : 'There is no such time from now on: it is past, or no such day lies between the dates.';
}
