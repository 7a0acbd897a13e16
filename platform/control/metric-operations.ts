import { exposition } from '../observe/exposition.ts';
import { addonSeries } from '../observe/sample-addons.ts';
import { hostSeries } from '../observe/sample-host.ts';
import { statementMinutes } from '../observe/statement-book.ts';
import type { MetricTime, TrafficBook } from '../observe/traffic-book.ts';
import type { Gauges } from '../rules/gauges.ts';
import { stepStart } from '../rules/metric-tiers.ts';
import { axisOf, panelsOf } from '../rules/metric-panels.ts';
import type { CodeCount, MetricPanels, TrafficTotals } from '../rules/metric-panels.ts';
import { routeRows, spikesOf } from '../rules/route-rows.ts';
import { statementRows } from '../rules/statements.ts';
import { merged, percentiles } from '../rules/traffic.ts';
import type { TrafficStep } from '../rules/traffic.ts';
import type { StepWindow } from '../store/traffic.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { MetricVerbs, PanelQuery } from './metric-verbs.ts';

const mostEvents = 1_000;
const longestSeconds = 2 * 365 * 86_400;
const shortestSeconds = 30;

export function metricOperations(control: Control): MetricVerbs {
  return {
    panels: async (name, query) => panels(control, name, query),
    exposition: async () => ({ text: exposition(control) }),
  };
}

function panels(control: Control, name: string, { compareSeconds = 0, only, ...wish }: PanelQuery): MetricPanels {
  const app = appNamed(control, name);
  const book = control.trafficBook;
  const time = timeOf(wish, book.complete());
  const { stepSeconds, steps, reported } = book.traffic(app.name, time);
  const from = stepStart(time.from, stepSeconds);
  const window = { from, to: time.to, seconds: stepSeconds };
  const former = compareSeconds > 0 ? formerTraffic(book, app.name, { ...time, back: stepStart(compareSeconds, stepSeconds) }) : new Map();
  const traffic = { stepSeconds, seconds: axisOf(window), traffic: bySecond(steps), reported, former };
  const shared = { app: app.name, from, to: time.to, stepSeconds, seconds: traffic.seconds, totals: totalsOf(steps) };
  if (only === 'traffic') return { ...shared, ...nothingBehind, panels: panelsOf({ ...traffic, ...unread }), codes: requestCodes(steps) };
  const addons = control.store.addons
    .ofApp(app.id)
    .map(({ name: addon, service }) => ({ name: addon, service, gauges: gaugesOf(book, addonSeries(addon), time) }));
  const routes = book.routes(app.name, time);
  return {
    ...shared,
    panels: panelsOf({ ...traffic, dynos: gaugesOf(book, app.name, time), addons, host: gaugesOf(book, hostSeries, time) }),
    routes: routeRows([...routes.values()]),
    statements: addons.flatMap(({ name: addon }) => statementRows(addon, statementMinutes(control, addon, time))),
    spikes: spikesOf(steps, routes),
    codes: [...requestCodes(steps), ...dynoCodes(control, app.name, window)],
    events: control.store.events
      .list(app.id, { sinceMs: from * 1000, limit: mostEvents })
      .filter(({ at }) => Date.parse(at) < time.to * 1000),
  };
}

const unread = { dynos: new Map(), addons: [], host: new Map() };
const nothingBehind = { routes: [], statements: [], spikes: {}, events: [] };

const requestCodes = (steps: readonly TrafficStep[]): readonly CodeCount[] =>
  steps.flatMap(({ second, codes }) => Object.entries(codes).map(([code, count]) => ({ second, code, count })));

const longestLogSeconds = 86_400;

/** What the supervisor told (R14, L10): of a day at most, because it is looked for in the log. */
function dynoCodes({ logBook }: Control, app: string, { from, to, seconds }: StepWindow): readonly CodeCount[] {
  if (to - from > longestLogSeconds) return [];
  const told = logBook.dynoCodes(app, { sinceMs: from * 1000, untilMs: to * 1000 });
  const steps = Map.groupBy(told, ({ code, atMs }) => `${code} ${stepStart(Math.floor(atMs / 1000), seconds)}`);
  return [...steps].map(([key, own]) => ({ second: Number(key.slice(4)), code: key.slice(0, 3), count: own.length }));
}

/** What is asked for, within what there is: up to two years, to the last complete second at most. */
function timeOf({ seconds, from, to, stepSeconds }: Omit<PanelQuery, 'compareSeconds'>, complete: number): MetricTime {
  const end = Math.min(to ?? complete, complete);
  const start = from ?? end - (seconds ?? 7200);
  const steps = stepSeconds === undefined ? {} : { stepSeconds };
  return { from: Math.max(end - longestSeconds, Math.min(start, end - shortestSeconds)), to: end, ...steps };
}

const bySecond = (steps: readonly TrafficStep[]): ReadonlyMap<number, TrafficStep> => new Map(steps.map((step) => [step.second, step]));

function gaugesOf(book: TrafficBook, series: string, time: MetricTime): ReadonlyMap<number, Gauges> {
  return new Map(book.gauges(series, time).map(({ second, gauges }) => [second, gauges]));
}

/** The traffic of as long a time before, as if it were of this one. */
function formerTraffic(
  book: TrafficBook,
  app: string,
  { from, to, stepSeconds, back }: MetricTime & { readonly back: number },
): ReadonlyMap<number, TrafficStep> {
  const steps = stepSeconds === undefined ? {} : { stepSeconds };
  const { seconds } = book.windowOf({ from, to, ...steps });
  const former = book.traffic(app, { from: from - back, to: to - back, ...steps }).steps;
  const shifted = Map.groupBy(former, (step) => stepStart(step.second + back, seconds));
  return new Map([...shifted].map(([second, parts]) => [second, merged(second, parts)]));
}

function totalsOf(steps: readonly TrafficStep[]): TrafficTotals {
  const { ok, failed, failedByRouter, buckets } = merged(0, steps);
  return { requests: ok + failed, failedByRouter, failedByApp: failed - failedByRouter, p95: percentiles(buckets).p95 };
}
