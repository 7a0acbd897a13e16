import type { Severity } from '../findings/finding.ts';
import { findCode } from '../codes.ts';

/** What an alert can look at, in the words of its messages (platform specification, ALR-01). */
export interface MetricFacts {
  /** Which figure of it; null: any of the platform's codes. */
  readonly stats: readonly string[] | null;
  readonly unit: string;
  /** Bad from the threshold on, or bad below it. */
  readonly bad: 'from' | 'below';
  readonly least: number;
  readonly most: number;
  /** `95 of 100 pages within` */
  readonly words: (stat: string) => string;
  /** Told by the platform itself, so that there is nothing to set: why not, in words. */
  readonly byItself?: string;
  /** It may last for weeks: an incident of its own, which nothing else joins. */
  readonly standsAlone?: true;
  /** Measured of one group of routes as well. */
  readonly ofRoutes?: true;
}

const shares: Readonly<Record<string, string>> = {
  p50: 'half of the pages within',
  p95: '95 of 100 pages within',
  p99: '99 of 100 pages within',
};
const errorWords: Readonly<Record<string, string>> = {
  new: 'a new error',
  regressed: 'an error that was resolved is back',
  times: 'an error came often',
  people: 'an error came to many people',
  crashes: 'sessions crash',
};
const cacheWords: Readonly<Record<string, string>> = {
  postgres: 'what Postgres reads, found in its memory',
  redis: 'what was looked up in Redis, found',
};
const makers: Readonly<Record<string, string>> = { all: 'failed', router: 'failed before the app answered', app: 'failed in the app' };

export const alertMetrics = {
  response_time: {
    stats: ['p50', 'p95', 'p99', 'max'],
    unit: 'ms',
    bad: 'from',
    least: 50,
    most: 300_000,
    words: (stat) => shares[stat] ?? 'the slowest page within',
    ofRoutes: true,
  },
  failed_percent: {
    stats: ['all', 'router', 'app'],
    unit: '%',
    bad: 'from',
    least: 0.1,
    most: 100,
    words: (stat) => makers[stat] ?? 'failed',
    ofRoutes: true,
  },
  failed_rps: {
    stats: ['all', 'router', 'app'],
    unit: 'a second',
    bad: 'from',
    least: 0.01,
    most: 100_000,
    words: (stat) => `${makers[stat] ?? 'failed'}, requests`,
    ofRoutes: true,
  },
  load: {
    stats: ['avg', 'max'],
    unit: '',
    bad: 'from',
    least: 0.05,
    most: 1000,
    words: (stat) => `load of ${stat === 'max' ? 'the busiest dyno' : 'a dyno'}`,
  },
  load_percent: { stats: ['total'], unit: '%', bad: 'from', least: 1, most: 1000, words: () => 'load of all dynos together' },
  memory_percent: {
    stats: ['avg', 'max'],
    unit: '%',
    bad: 'from',
    least: 1,
    most: 400,
    words: (stat) => `memory quota used by ${stat === 'max' ? 'the largest dyno' : 'a dyno'}`,
  },
  code: { stats: null, unit: 'in a minute', bad: 'from', least: 1, most: 1_000_000, words: codeWords },
  connections_percent: {
    stats: ['postgres', 'redis'],
    unit: '%',
    bad: 'from',
    least: 1,
    most: 100,
    words: (stat) => `${stat === 'redis' ? 'Redis' : 'Postgres'} connections in use`,
  },
  cache_percent: {
    stats: ['pages', 'postgres', 'redis'],
    unit: '%',
    bad: 'below',
    least: 1,
    most: 100,
    words: (stat) => cacheWords[stat] ?? 'pages that the router had kept',
  },
  sockets_lost: {
    stats: ['percent'],
    unit: '%',
    bad: 'from',
    least: 1,
    most: 100,
    words: () => 'open WebSockets closed within a minute',
  },
  disk_percent: { stats: ['used'], unit: '%', bad: 'from', least: 1, most: 100, words: () => 'disk of the platform in use' },
  certificate_days: {
    stats: ['left'],
    unit: 'days',
    bad: 'below',
    least: 1,
    most: 365,
    words: () => 'a certificate of its domains ends in',
    standsAlone: true,
  },
  requests: { stats: ['minute'], unit: 'in a minute', bad: 'below', least: 1, most: 1_000_000, words: () => 'requests' },
  drains: { stats: ['failing'], unit: '', bad: 'from', least: 1, most: 100, words: () => 'log drains that fail' },
  channel: {
    ...toldOnce(() => 'a channel of alerts failed'),
    stats: ['failures'],
    unit: 'times in a row',
    byItself: 'A channel that fails is told by itself, on the other channels.',
  },
  error: {
    ...toldOnce((stat) => errorWords[stat] ?? 'an error'),
    stats: ['new', 'regressed', 'times', 'people', 'crashes'],
    unit: 'times',
    byItself: 'New errors are told by themselves, to all channels, when the app has the add-on errors.',
  },
  budget: {
    ...toldOnce((stat) => (stat === 'spent' ? 'of a budget is spent' : 'of a budget is to be expected')),
    stats: ['spent', 'forecast'],
    unit: '%',
    byItself: 'Budgets are told by themselves, at 50, 80 and 100 %: `rostra costs:budget --help`.',
    standsAlone: true,
  },
  backup: {
    ...toldOnce((stat) => (stat === 'drill' ? 'a backup that could not be restored' : 'a backup that failed')),
    stats: ['capture', 'drill', 'missed'],
    unit: 'times',
    byItself: 'A backup that fails, or cannot be restored when it is tried, is told by itself.',
    standsAlone: true,
  },
  schedule: {
    ...toldOnce(() => 'a schedule that does not come true'),
    stats: ['failed'],
    unit: 'times',
    byItself: 'A schedule that cannot do what it says is told by itself.',
    standsAlone: true,
  },
  autoscaler: {
    ...toldOnce(() => 'the autoscaler is at its largest number of dynos'),
    stats: ['at max'],
    unit: 'dynos',
    byItself: 'The autoscaler tells by itself that it is at its largest number: switch it on with --notifications.',
  },
  rehearsal: {
    ...toldOnce(() => 'a rehearsal that failed'),
    stats: ['failed'],
    unit: 'times',
    byItself: 'A rehearsal that fails is told by itself.',
    standsAlone: true,
  },
} as const satisfies Record<string, MetricFacts>;

/** What the platform finds out by itself and puts into words. */
function toldOnce(words: MetricFacts['words']): Pick<MetricFacts, 'bad' | 'least' | 'most' | 'words'> {
  return { bad: 'from', least: 1, most: 1_000_000, words };
}

function codeWords(stat: string): string {
  return `${stat} (${findCode(stat)?.title ?? 'code'})`;
}

export type AlertMetric = keyof typeof alertMetrics;

export const isAlertMetric = (word: string): word is AlertMetric => Object.hasOwn(alertMetrics, word);

/** What the table says of a metric. */
export const metricFacts = (metric: AlertMetric): MetricFacts => alertMetrics[metric];

/** Those that somebody can set a limit of. */
export const settableMetrics = Object.keys(alertMetrics)
  .filter(isAlertMetric)
  .filter((metric) => metricFacts(metric).byItself === undefined);

/** What somebody wants to be told of. */
export interface AlertCondition {
  readonly metric: AlertMetric;
  /** `p95`, `all`, `H12` … */
  readonly stat: string;
  readonly threshold: number;
  /** It has to hold so long without a break; 0: told at once. */
  readonly forSeconds: number;
  /** Empty: of the app; `web`: of dynos of this type; `/draw`: of this group of routes. */
  readonly scope: string;
}

export interface AlertWish extends AlertCondition {
  readonly severity: Severity;
  /** Told again after so long while it lasts; 0: once is enough. */
  readonly repeatSeconds: number;
  /** Ids of channels; null: all. */
  readonly channels: readonly number[] | null;
}

const day = 86_400;

/** What is wrong with it, in one sentence; null: nothing. */
export function alertFault(wish: AlertWish): string | null {
  const { forSeconds, repeatSeconds } = wish;
  const { byItself } = metricFacts(wish.metric);
  const fault = byItself ?? statFault(wish) ?? limitFault(wish) ?? scopeFault(wish);
  if (fault !== null) return fault;
  if (!isWhole(forSeconds, day)) return 'It may have to hold for 0 seconds to a day before it is told.';
  return isWhole(repeatSeconds, 30 * day) ? null : 'It may be told again after 0 seconds to 30 days.';
}

function statFault({ metric, stat }: AlertWish): string | null {
  const { stats } = metricFacts(metric);
  if (stats === null) return findCode(stat) === null ? `"${stat}" is none of the platform's codes; H12, R14 and X20 are.` : null;
  return stats.includes(stat) ? null : `${metric} has no "${stat}": choose ${stats.join(', ')}.`;
}

function limitFault({ metric, threshold }: AlertWish): string | null {
  const { unit, least, most } = metricFacts(metric);
  if (threshold >= least && threshold <= most) return null;
  return `The limit of ${metric} must lie between ${least} and ${most} ${unit}`.trim() + '.';
}

/** Of a route it is known how long it takes and how often it fails, not who is to blame. */
function scopeFault({ metric, stat, scope }: AlertWish): string | null {
  if (!isRoute(scope)) return processType.test(scope) ? null : `"${scope}" is no process type (web) and no group of routes (/draw).`;
  if (metricFacts(metric).ofRoutes !== true)
    return `${metric} is not measured route by route; response_time, failed_percent and failed_rps are.`;
  return stat === 'router' || stat === 'app' ? 'Of a route all failures are counted together: write all.' : null;
}

const processType = /^(?:[a-z][\w-]*)?$/i;

/** Process types begin with a letter. */
export const isRoute = (scope: string): boolean => scope.startsWith('/');

const isWhole = (seconds: number, most: number): boolean => Number.isInteger(seconds) && seconds >= 0 && seconds <= most;

/** `95 of 100 pages within 15,000 ms or more, for 1 min` */
export function conditionWords({ metric, stat, threshold, forSeconds, scope }: AlertCondition): string {
  const { bad, words } = metricFacts(metric);
  const limit = `${words(stat)} ${figure(threshold, metric)} or ${bad === 'from' ? 'more' : 'less'}`;
  const of = scope === '' ? '' : ` (${scope})`;
  return `${limit}${of}, ${forSeconds === 0 ? 'told at once' : `for ${spanWords(forSeconds)}`}`;
}

/** `18,240 ms`, `6.1 %`, `41 in a minute` */
export function figure(value: number, metric: AlertMetric): string {
  const digits =
    Math.abs(value) < 100 && !Number.isInteger(value)
      ? { minimumFractionDigits: 1, maximumFractionDigits: Math.abs(value) < 1 ? 2 : 1 }
      : { maximumFractionDigits: 0 };
  return `${value.toLocaleString('en-US', digits)} ${metricFacts(metric).unit}`.trim();
}

/** `45 s`, `1 min`, `2 h` */
export function spanWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 2 * 3600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
