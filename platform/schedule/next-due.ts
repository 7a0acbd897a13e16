import { Cron } from 'croner';
import { nextStepMs, readSchedule } from '../rules/schedule.ts';

/** When a job is due next; null when its schedule means nothing or never comes. */
export function nextDueMs(
  job: { readonly schedule: string; readonly timezone: string; readonly createdAtMs: number },
  afterMs: number,
): number | null {
  const schedule = readSchedule(job.schedule);
  if (schedule === null) return null;
  if (schedule.kind === 'every') return nextStepMs({ ms: schedule.ms, beginMs: job.createdAtMs, afterMs });
  try {
    return new Cron(schedule.fields, { timezone: job.timezone, paused: true }).nextRun(new Date(afterMs))?.getTime() ?? null;
  } catch {
    return null; // fields out of range, or no such time zone
  }
}

export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
