import type { TrafficSummary } from '../traffic-summary.ts';
import { metricFacts } from './alert-rule.ts';
import type { AlertCondition, AlertMetric } from './alert-rule.ts';

/** What was measured of an app, for its rules to look at. */
export interface AppReadings {
  /** Of the last complete minute, of the app or of one of its process types. */
  traffic(type: string): TrafficSummary;
  /** Each of the platform's codes, how often in the last minute. */
  readonly codes: Readonly<Record<string, number>>;
  readonly dynos: readonly DynoReading[];
  /** Per cent of what the plan has, of the fullest; null: there is none, or it is not known. */
  readonly connectionsPercent: { readonly postgres: number | null; readonly redis: number | null };
  readonly failingDrains: number;
  /** It was deployed, rolled back or configured in the last two minutes: its dynos come and go as they should (ALR-05). */
  readonly isChanging: boolean;
}

/** A dyno that is up. */
export interface DynoReading {
  readonly type: string;
  readonly load: number | null;
  readonly memoryMb: number | null;
  readonly memoryQuotaMb: number;
}

/** What a restart may bring about by itself. */
const codesOfRestarts = new Set(['H10', 'H13', 'H14', 'H18', 'H20', 'H21', 'R12']);

/** The window that readings are of. */
export const readingSeconds = 60;

/** What the condition looks at now; null: nothing can be said. */
export function readingOf(condition: AlertCondition, readings: AppReadings): number | null {
  const { metric, stat, processType } = condition;
  const of: Readonly<Record<AlertMetric, () => number | null>> = {
    response_time: () => responseTime(readings.traffic(processType), stat),
    failed_percent: () => failedPercent(readings.traffic(processType), stat),
    failed_rps: () => failedPerSecond(readings.traffic(processType), stat),
    load: () => spread(loadsOf(readings, processType), stat),
    load_percent: () => scaled(spread(loadsOf(readings, processType), 'avg'), 100),
    memory_percent: () => spread(memoryOf(readings, processType), stat),
    code: () => (readings.isChanging && codesOfRestarts.has(stat) ? null : (readings.codes[stat] ?? 0)),
    connections_percent: () => readings.connectionsPercent[stat === 'redis' ? 'redis' : 'postgres'],
    requests: () => whenKnown(readings.traffic(processType), ({ requests }) => requests),
    drains: () => readings.failingDrains,
    channel: nothing,
    error: nothing,
    budget: nothing,
    backup: nothing,
    schedule: nothing,
    autoscaler: nothing,
    rehearsal: nothing,
  };
  return of[metric]();
}

/** Told by who finds it out. */
const nothing = (): null => null;

/** The router was away for half of the window: an absent platform is neither slow nor calm. */
function whenKnown(traffic: TrafficSummary, figure: (traffic: TrafficSummary) => number | null): number | null {
  return traffic.seconds * 2 < readingSeconds ? null : figure(traffic);
}

/** Where nobody asked for anything, nobody waited. */
function responseTime(traffic: TrafficSummary, stat: string): number | null {
  const { p50, p95, p99, max } = traffic;
  const figures: Readonly<Record<string, number | null>> = { p50, p95, p99, max };
  return whenKnown(traffic, ({ requests }) => (requests === 0 ? 0 : (figures[stat] ?? null)));
}

function failedPercent(traffic: TrafficSummary, stat: string): number | null {
  return whenKnown(traffic, ({ requests, failedPercent: all }) => {
    if (requests === 0) return 0;
    return all === null ? null : (100 * failedBy(traffic, stat)) / requests;
  });
}

function failedPerSecond(traffic: TrafficSummary, stat: string): number | null {
  return whenKnown(traffic, ({ seconds }) => failedBy(traffic, stat) / seconds);
}

function failedBy({ failed, failedByApp, failedByRouter }: TrafficSummary, stat: string): number {
  if (stat === 'app') return failedByApp;
  return stat === 'router' ? failedByRouter : failed;
}

const dynosOf = ({ dynos }: AppReadings, type: string): readonly DynoReading[] => dynos.filter((dyno) => type === '' || dyno.type === type);

/** A dyno of one process computes on one core: at a load of 1 it is full. */
const loadsOf = (readings: AppReadings, type: string): readonly number[] => dynosOf(readings, type).flatMap(({ load }) => load ?? []);

const memoryOf = (readings: AppReadings, type: string): readonly number[] =>
  dynosOf(readings, type).flatMap(({ memoryMb, memoryQuotaMb }) => (memoryMb === null ? [] : (100 * memoryMb) / memoryQuotaMb));

function spread(values: readonly number[], stat: string): number | null {
  if (values.length === 0) return null;
  return stat === 'max' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const scaled = (value: number | null, by: number): number | null => (value === null ? null : value * by);

/** The worse of two values of a metric. */
export function worse(metric: AlertMetric, one: number, other: number): number {
  return metricFacts(metric).bad === 'from' ? Math.max(one, other) : Math.min(one, other);
}
