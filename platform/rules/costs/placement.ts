import type { ScheduledChange, ScheduleWish } from '../scaling/schedule.ts';
import { minutesOf, type EventPlan, type PlanLine } from './event-plan.ts';
import { priceKey } from './price-book.ts';

/** When a line of a plan holds, by the clock on the wall: on so many days from a day on, from one minute of the day to another. */
export interface Placed {
  readonly line: PlanLine;
  /** As people count: 1 is the first line. */
  readonly number: number;
  /** 1 is the plan's first day. */
  readonly firstDay: number;
  readonly days: number;
  readonly fromMinute: number;
  /** More than 1440: it ends on the day after. */
  readonly toMinute: number;
}

export type Placing = { readonly ok: true; readonly placed: readonly Placed[] } | { readonly ok: false; readonly fault: string };

const dayMinutes = 1440;
const nineOClock = 540;

/**
 * Puts each line of the plan on its days. Lines of dynos that name no day come one after another, process type by process type; everything
 * else begins on the first day. Two lines that hold the same dynos at the same time contradict each other (ALR-23).
 */
export function placed(plan: EventPlan): Placing {
  const list: Placed[] = [];
  for (const [at, line] of plan.lines.entries()) {
    const place = placeOf(line, at + 1, list);
    if (typeof place === 'string') return { ok: false, fault: place };
    const clash = list.find((other) => holdsTheSame(other.line, line) && overlap(other, place));
    if (clash !== undefined) return { ok: false, fault: clashWords(clash, place) };
    list.push(place);
  }
  return { ok: true, placed: list };
}

function placeOf(line: PlanLine, number: number, before: readonly Placed[]): Placed | string {
  if (line.kind !== 'dyno' && line.kind !== 'addon')
    return `Line ${number} of the plan is no dyno and no add-on: nothing can be put into a calendar for it.`;
  const firstDay = line.day ?? (line.kind === 'dyno' ? dayAfter(before.filter((other) => holdsTheSame(other.line, line))) : 1);
  const { time } = line;
  if (time.kind === 'days') return { line, number, firstDay, days: time.days, fromMinute: 0, toMinute: dayMinutes };
  const days = time.kind === 'hours' ? 1 : time.days;
  const minutes = time.hours * 60;
  if (minutes > dayMinutes)
    return `Line ${number} of the plan lasts ${time.hours} hours in one piece: say "days" and "hoursPerDay" for the calendar.`;
  if (!Number.isInteger(minutes)) return `Line ${number} of the plan lasts no whole number of minutes: the calendar has none smaller.`;
  const fromMinute = minutesOf(line.from) ?? nineOClock;
  return { line, number, firstDay, days, fromMinute, toMinute: fromMinute + minutes };
}

const dayAfter = (list: readonly Placed[]): number => Math.max(1, ...list.map(({ firstDay, days }) => firstDay + days));

function holdsTheSame(a: PlanLine, b: PlanLine): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind === 'dyno' ? a.type === b.type : serviceOf(a) === serviceOf(b);
}

const serviceOf = (line: PlanLine): string => priceKey(line).split(':')[0] ?? '';

/** Some day of one and the same day of the other, the one before it or the one after it share a time. */
function overlap(a: Placed, b: Placed): boolean {
  const sharesDay = (shift: number): boolean => a.firstDay + shift < b.firstDay + b.days && b.firstDay < a.firstDay + a.days + shift;
  const sharesTime = (minutes: number): boolean => a.fromMinute < b.toMinute + minutes && b.fromMinute + minutes < a.toMinute;
  return [-1, 0, 1].some((shift) => sharesDay(shift) && sharesTime(shift * dayMinutes));
}

function clashWords(a: Placed, b: Placed): string {
  const what = b.line.kind === 'dyno' ? `${b.line.type} dynos` : `the ${serviceOf(b.line)} add-on`;
  return `Lines ${a.number} and ${b.number} of the plan both hold ${what} at the same time: give one another "day", "from" or "type".`;
}

/** A stretch of time, in seconds since 1970. */
export interface Stretch {
  readonly fromS: number;
  readonly toS: number;
}

export interface PlanStart {
  /** `2026-07-04` */
  readonly date: string;
  /** `Europe/Dublin` */
  readonly timezone: string;
}

/** Where the line's windows lie in time. */
export function stretchesOf(place: Placed, { date, timezone }: PlanStart): readonly Stretch[] {
  const at = (day: number, minute: number): number => {
    const midnight = Temporal.PlainDate.from(date).add({ days: day - 1 + Math.floor(minute / dayMinutes) });
    return midnight.toZonedDateTime({ timeZone: timezone, plainTime: plainTime(minute % dayMinutes) }).epochMilliseconds / 1000;
  };
  return Array.from({ length: place.days }, (_, index) => ({
    fromS: at(place.firstDay + index, place.fromMinute),
    toS: at(place.firstDay + index, place.toMinute),
  }));
}

const plainTime = (minute: number): Temporal.PlainTime => Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });

/** The schedules that make the plan run by itself. They open on the minute: what a plan has priced is what runs. */
export function planSchedules(places: readonly Placed[], start: PlanStart): readonly ScheduleWish[] {
  return places.map((place) => {
    const day = (number: number): string =>
      Temporal.PlainDate.from(start.date)
        .add({ days: number - 1 })
        .toString();
    const dates = { first: day(place.firstDay), last: day(place.firstDay + place.days - 1) };
    const window = {
      from: clockTime(place.fromMinute),
      to: clockTime(endMinute(place.toMinute)),
      dates,
      timezone: start.timezone,
      leadSeconds: 0,
    };
    return { what: changeOf(place.line), window };
  });
}

function changeOf(line: PlanLine): ScheduledChange {
  const { kind, key, type, quantity, autoscale } = line;
  if (kind === 'addon') return { kind: 'addon', addon: serviceOf(line), plan: priceKey(line), after: null };
  if (autoscale !== null) return { kind: 'autoscale', autoscale: { type, min: autoscale.min, max: autoscale.max, size: key }, after: null };
  return { kind: 'scale', formation: { [type]: { quantity: Math.ceil(quantity), size: key } }, after: null };
}

const endMinute = (minute: number): number => (minute > dayMinutes ? minute - dayMinutes : minute);

const clockTime = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** When the event itself is on: the hours of its dynos, those that touch as one. Days on end are set-up and publication. */
export function liveStretches(places: readonly Placed[], start: PlanStart): readonly Stretch[] {
  const hours = places
    .filter(({ line }) => line.kind === 'dyno' && line.time.kind !== 'days')
    .flatMap((place) => stretchesOf(place, start));
  const merged: Stretch[] = [];
  for (const next of hours.toSorted((a, b) => a.fromS - b.fromS)) {
    const last = merged.at(-1);
    if (last === undefined || next.fromS > last.toS) merged.push(next);
    else merged[merged.length - 1] = { fromS: last.fromS, toS: Math.max(last.toS, next.toS) };
  }
  return merged;
}
