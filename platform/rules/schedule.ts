/** When a job is due: by the fields of cron in a time zone, or every so often from its beginning. */
export type Schedule = { readonly kind: 'cron'; readonly fields: string } | { readonly kind: 'every'; readonly ms: number };

const names: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
};

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Null when it is none; whether the fields of cron mean something is for the calendar to say. */
export function readSchedule(text: string): Schedule | null {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  const named = names[trimmed];
  if (named !== undefined) return { kind: 'cron', fields: named };
  const [, count, unit = ''] = /^@every ([1-9]\d{0,4})([smhd])$/.exec(trimmed) ?? [];
  if (count !== undefined) return { kind: 'every', ms: Number(count) * (units[unit] ?? 0) };
  return trimmed.split(' ').length === 5 && !trimmed.startsWith('@') ? { kind: 'cron', fields: trimmed } : null;
}

/** The first time after now that is a whole number of steps from the beginning. */
export function nextStepMs({ ms, beginMs, afterMs }: { readonly ms: number; readonly beginMs: number; readonly afterMs: number }): number {
  return beginMs + (Math.floor((afterMs - beginMs) / ms) + 1) * ms;
}

/** A run that the machine slept through is made up for when it is this little late (platform specification, CON-22). */
const latestMs = 3_600_000;

export interface DueFacts {
  readonly dueMs: number;
  readonly nowMs: number;
  readonly overlap: 'allow' | 'forbid' | 'replace';
  /** The run before is still at it. */
  readonly isRunning: boolean;
}

export type DueDecision = { readonly kind: 'run'; readonly replaces: boolean } | { readonly kind: 'skip'; readonly reason: string };

/** What becomes of a job that is due. */
export function dueDecision({ dueMs, nowMs, overlap, isRunning }: DueFacts): DueDecision {
  if (nowMs - dueMs > latestMs) return { kind: 'skip', reason: 'more than an hour late: the platform was not running' };
  if (isRunning && overlap === 'forbid') return { kind: 'skip', reason: 'the run before was still at it' };
  return { kind: 'run', replaces: isRunning && overlap === 'replace' };
}
