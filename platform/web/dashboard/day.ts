import type { Operations } from '../../control/operations.ts';
import type { MetricPanels } from '../../rules/metric-panels.ts';
import type { AppEvent } from '../../rules/resources.ts';
import type { AnnouncedMoment, Schedule } from '../../rules/scaling/scaling-resources.ts';

/** A day on one axis: how many pages were asked for, what was done, and what is still to come. */
export interface Day {
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  /** Of all apps, in steps of five minutes, up to now. */
  readonly rates: readonly { readonly atMs: number; readonly perMinute: number }[];
  /** In their order. */
  readonly marks: readonly DayMark[];
}

export interface DayMark {
  readonly atMs: number;
  /** `D` a deploy, `S` dynos, `B` a backup, `C` a crash, `P` a moment that an app has announced. */
  readonly letter: string;
  readonly label: string;
  readonly isPlanned: boolean;
}

const hourMs = 3_600_000;
const stepMs = 300_000;
const minuteMs = 60_000;
const stepSeconds = 60;
const mostApps = 10;
const mostEvents = 200;
/** So much of a day is shown at least. */
const leastHours = 6;

/** The day of these apps in the machine's own zone, from an hour before the first thing on it to an hour after the last. */
export async function readDay(operations: Operations, names: readonly string[], nowMs: number): Promise<Day> {
  const startMs = new Date(nowMs).setHours(0, 0, 0, 0);
  const endMs = new Date(nowMs).setHours(24, 0, 0, 0);
  const time = { from: Math.floor(startMs / 1000), to: Math.floor(nowMs / 1000), stepSeconds, only: 'traffic' } as const;
  const apps = names.slice(0, mostApps);
  const [figures, events, schedules, moments] = await Promise.all([
    Promise.all(apps.map((app) => operations.panels(app, time))),
    Promise.all(apps.map((app) => operations.events(app, { limit: mostEvents, sinceMs: startMs }))),
    Promise.all(apps.map((app) => operations.schedules(app))),
    operations.moments(),
  ]);
  const planned = [...schedules.flat().flatMap(ofSchedule), ...moments.map(ofMoment)].filter(({ atMs }) => atMs > nowMs && atMs < endMs);
  const marks = [...events.flat().flatMap(ofEvent), ...planned].toSorted((a, b) => a.atMs - b.atMs);
  const rates = ratesOf(figures, { startMs, nowMs });
  return { ...shown({ startMs, endMs, nowMs }, marks, rates), nowMs, rates, marks };
}

interface Bounds {
  readonly startMs: number;
  readonly endMs: number;
  readonly nowMs: number;
}

function shown({ startMs, endMs, nowMs }: Bounds, marks: Day['marks'], rates: Day['rates']): Pick<Day, 'fromMs' | 'toMs'> {
  const busy = rates.filter(({ perMinute }) => perMinute > 0).map(({ atMs }) => atMs);
  const times = [...marks.map(({ atMs }) => atMs), ...busy, nowMs];
  const fromMs = Math.max(startMs, Math.floor((Math.min(...times) - hourMs) / hourMs) * hourMs);
  const toMs = Math.min(endMs, Math.ceil((Math.max(...times) + hourMs) / hourMs) * hourMs);
  const missingMs = Math.max(0, leastHours * hourMs - (toMs - fromMs));
  return { fromMs: Math.max(startMs, fromMs - missingMs), toMs };
}

function ratesOf(figures: readonly MetricPanels[], { startMs, nowMs }: Pick<Bounds, 'startMs' | 'nowMs'>): Day['rates'] {
  const sums = new Map<number, number>();
  for (const { seconds, panels } of figures) {
    const lines = panels.find(({ key }) => key === 'throughput')?.lines ?? [];
    for (const { values } of lines) values.forEach((value, at) => add(sums, Math.floor(((seconds[at] ?? 0) * 1000) / stepMs), value ?? 0));
  }
  const first = Math.ceil(startMs / stepMs);
  const last = Math.ceil(nowMs / stepMs);
  return Array.from({ length: Math.max(0, last - first) }, (_, at) => {
    const atMs = (first + at) * stepMs;
    const minutes = Math.max(1, Math.min(stepMs, nowMs - atMs) / minuteMs); // the present step has just begun
    return { atMs, perMinute: ((sums.get(first + at) ?? 0) * stepSeconds) / minutes };
  });
}

function add(sums: Map<number, number>, key: number, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

const letters: Partial<Record<AppEvent['kind'], string>> = { deploy: 'D', rollback: 'D', scale: 'S', backup: 'B', crash: 'C' };

function ofEvent({ at, kind, text, app }: AppEvent): DayMark[] {
  const letter = letters[kind];
  return letter === undefined ? [] : [{ atMs: Date.parse(at), letter, label: eventWords(kind, text, app), isPlanned: false }];
}

/** `deploy v31`, `web 4`; else whose it is. */
function eventWords(kind: AppEvent['kind'], text: string, app: string): string {
  const version = /\bv\d+\b/.exec(text)?.[0];
  if (kind === 'deploy' && version !== undefined) return `deploy ${version}`;
  if (kind === 'rollback' && version !== undefined) return `back to ${version}`;
  const scaled = [...text.matchAll(/\b([\w-]+)@(\d+)/g)].map(([, type, quantity]) => `${type} ${quantity}`);
  return scaled.length > 0 ? scaled.join(', ') : `${kind} of ${app}`;
}

function ofSchedule({ title, state, next }: Schedule): DayMark[] {
  if (next === null) return [];
  const mark = (at: string, label: string): DayMark => ({ atMs: Date.parse(at), letter: 'S', label, isPlanned: true });
  return state === 'waiting' ? [mark(next.from, title), mark(next.until, 'back')] : [mark(next.until, 'back')];
}

const ofMoment = ({ at, title }: AnnouncedMoment): DayMark => ({ atMs: Date.parse(at), letter: 'P', label: title, isPlanned: true });
