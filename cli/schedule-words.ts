import { UsageFault, wantedScale } from './parse.ts';
import type { ScheduledFormation, ScheduleWindow } from '../platform/client.ts';
import type { Call, CliOption } from './command.ts';

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time to come as RFC 3339: `2h` from now on, or a time with its zone. */
export function momentOf(word: string, nowMs = Date.now()): string {
  const [, count, unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(word) ?? [];
  const atMs = count === undefined ? Date.parse(word) : nowMs + Number(count) * (units[unit] ?? 0);
  if (Number.isNaN(atMs)) throw new UsageFault(`"${word}" is no time.`, 'Write 90m, 2h, or 2026-07-04T18:00:00+01:00.');
  return new Date(atMs).toISOString();
}

/** `web=2:standard-1x worker=0` */
export function formationOf(text: string): ScheduledFormation {
  return wantedScale(
    text.split(/[\s,]+/).filter((word) => word !== ''),
    {},
  );
}

export const windowOptions: readonly CliOption[] = [
  { flags: '--from <time>', text: 'when it begins, by the clock on the wall: 09:00' },
  { flags: '--to <time>', text: 'when it ends; at a time that is not later it is on the day after, 24:00 is midnight' },
  { flags: '--days <days>', text: 'on which days it begins: sat,sun; each day unless said' },
  { flags: '--dates <dates>', text: 'from which date to which: 2026-07-04..2026-07-05, or one day' },
  { flags: '--tz <zone>', text: "the time zone: Europe/Dublin; this machine's unless said" },
  { flags: '--lead <seconds>', text: 'how much earlier it begins, so that all is up in time; boot time and two minutes unless said' },
  { flags: '--dry-run', text: 'show when it would be, and make nothing' },
];

/** The window that these options say. */
export function windowOf(call: Call): ScheduleWindow {
  const [from, to] = [call.option('from'), call.option('to')];
  if (from === null || to === null) throw new UsageFault('A schedule needs a beginning and an end.', 'Add --from 09:00 --to 18:00.');
  const [dates, lead] = [call.option('dates'), call.option('lead')];
  return {
    from,
    to,
    days: call.option('days')?.toLowerCase().split(',').map(dayOf) ?? [],
    dates: dates === null ? null : datesOf(dates),
    timezone: call.option('tz') ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(lead === null ? {} : { leadSeconds: Number(lead) }),
  };
}

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function dayOf(word: string): (typeof dayNames)[number] {
  const day = dayNames.find((name) => word.trim().startsWith(name));
  if (day === undefined) throw new UsageFault(`"${word}" is no day of the week.`, `Write ${dayNames.join(',')}.`);
  return day;
}

function datesOf(text: string): { readonly first: string; readonly last: string } {
  const [first = '', last = first] = text.split('..', 2);
  return { first, last };
}
