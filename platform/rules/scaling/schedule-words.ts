import { sizeTitle } from '../dyno-sizes.ts';
import { weekdays } from './schedule.ts';
import type { ScheduledChange, ScheduledFormation, ScheduleWindow, Weekday } from './schedule.ts';

/** `web=10:Standard-1X worker=2` */
export function formationWords(formation: ScheduledFormation): string {
  return Object.entries(formation)
    .map(([type, { quantity, size }]) => `${type}=${quantity}${size === undefined ? '' : `:${sizeTitle(size)}`}`)
    .join(' ');
}

/** What a schedule does, in a few words: `web=10, then web=1`, `postgres on hobby-basic`. */
export function scheduleTitle(change: ScheduledChange): string {
  if (change.kind === 'addon') return `${change.addon} on ${change.plan}${change.after === null ? '' : `, then ${change.after}`}`;
  const then = change.after === null ? '' : `, then ${formationWords(change.after)}`;
  if (change.kind === 'scale') return `${formationWords(change.formation)}${then}`;
  const { type = 'web', min = 1, max, size } = change.autoscale;
  const most = max === undefined ? 'more' : String(max);
  return `${type} autoscaled, ${min} to ${most}${size === undefined ? '' : ` × ${sizeTitle(size)}`}${then}`;
}

const dayNames: Record<Weekday, string> = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' };

/** `09:00 to 18:00, Sat and Sun, 4 Jul 2026, Europe/Dublin` */
export function windowWords({ from, to, days = [], dates = null, timezone }: ScheduleWindow): string {
  const isAllDay = from === '00:00' && to === '24:00';
  const parts = [isAllDay ? 'all day' : `${from} to ${to}`, daysWords(days), datesWords(dates), timezone];
  return parts.filter((part) => part !== '').join(', ');
}

function daysWords(days: readonly Weekday[]): string {
  if (days.length === 0 || new Set(days).size === weekdays.length) return '';
  const names = weekdays.filter((day) => days.includes(day)).map((day) => dayNames[day]);
  const last = names.at(-1) ?? '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function datesWords(dates: ScheduleWindow['dates']): string {
  if (dates === null || dates === undefined) return '';
  return dates.first === dates.last ? dates.first : `${dates.first} to ${dates.last}`;
}
