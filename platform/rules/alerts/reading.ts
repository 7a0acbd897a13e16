import type { CacheOutcome } from '../cache-status.ts';
import type { TrafficSummary } from '../traffic-summary.ts';
import type { TrafficStep } from '../traffic.ts';
import { metricFacts } from './alert-rule.ts';
import type { AlertCondition, AlertMetric } from './alert-rule.ts';

/** What was measured of an app, for its rules to look at. */
export interface AppReadings {
  /** Of the last complete minute, of the app, of one of its process types or of one of its groups of routes. */
  traffic(scope: string): TrafficSummary;
  /** Each of the platform's codes, how often in the last minute. */
  readonly codes: Readonly<Record<string, number>>;
  readonly dynos: readonly DynoReading[];
  /** Per cent of what the plan has, of the fullest; null: there is none, or it is not known. */
  readonly connectionsPercent: { readonly postgres: number | null; readonly redis: number | null };
  /** Per cent of what was looked for, of the worst; null: there is none, or too little was looked for. */
  readonly cachePercent: { readonly pages: number | null; readonly postgres: number | null; readonly redis: number | null };
  /** Per cent of the most that were open in the last minute; null: there were few. */
  readonly socketsLost: number | null;
  readonly diskPercent: number | null;
  /** Of the domain that comes to its end first; null: no domain has a certificate. */
  readonly certificateDays: number | null;
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
  const { metric, stat, scope } = condition;
  const of: Readonly<Record<AlertMetric, () => number | null>> = {
    response_time: () => responseTime(readings.traffic(scope), stat),
    failed_percent: () => failedPercent(readings.traffic(scope), stat),
    failed_rps: () => failedPerSecond(readings.traffic(scope), stat),
    load: () => spread(loadsOf(readings, scope), stat),
    load_percent: () => scaled(spread(loadsOf(readings, scope), 'avg'), 100),
    memory_percent: () => spread(memoryOf(readings, scope), stat),
    code: () => (readings.isChanging && codesOfRestarts.has(stat) ? null : (readings.codes[stat] ?? 0)),
    connections_percent: () => readings.connectionsPercent[stat === 'redis' ? 'redis' : 'postgres'],
    cache_percent: () => cachePercent(readings, stat),
    sockets_lost: () => readings.socketsLost,
    disk_percent: () => readings.diskPercent,
    certificate_days: () => readings.certificateDays,
    requests: () => whenKnown(readings.traffic(scope), ({ requests }) => requests),
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

function cachePercent({ cachePercent: of }: AppReadings, stat: string): number | null {
  if (stat === 'postgres') return of.postgres;
  return stat === 'redis' ? of.redis : of.pages;
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

/** Below so few looks, or sockets, a share of them says nothing (MET-02). */
const fewest = 20;

/** Of the pages that could have come from the cache, how many did; null: too few were asked for. */
export function pageHitPercent(steps: readonly Pick<TrafficStep, 'cache'>[]): number | null {
  const counted = (outcomes: readonly CacheOutcome[]): number =>
    steps.reduce((sum, { cache }) => sum + outcomes.reduce((of, outcome) => of + (cache[outcome] ?? 0), 0), 0);
  const served = counted(['hit', 'stale', 'coalesced']);
  const looked = served + counted(['miss']);
  return looked < fewest ? null : (100 * served) / looked;
}

/** Of the most that were open, how many are gone at the end; null: there were few. `open`: second by second. */
export function socketsLostPercent(open: readonly number[]): number | null {
  const most = Math.max(0, ...open);
  return most < fewest ? null : (100 * (most - (open.at(-1) ?? 0))) / most;
}
