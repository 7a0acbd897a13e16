import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import { meterPrices } from '../costs/prices.ts';
import { monthSeconds, priceOf } from '../rules/costs/price-book.ts';
import { webType } from '../rules/formation.ts';
import { burstsIn } from '../rules/monitor/bursts.ts';
import { capacityLeft } from '../rules/monitor/capacity-left.ts';
import type { CapacityLeft } from '../rules/monitor/capacity-left.ts';
import { gamePages } from '../rules/monitor/game-pages.ts';
import { ownTimeOf } from '../rules/monitor/own-time.ts';
import { verdictOf } from '../rules/monitor/report.ts';
import type { MonitorReport, ReportQuery } from '../rules/monitor/report.ts';
import { sessionDemand } from '../rules/monitor/session-demand.ts';
import { slowRoutes } from '../rules/monitor/slow-routes.ts';
import type { SlowRoute } from '../rules/monitor/slow-routes.ts';
import { stepStart } from '../rules/metric-tiers.ts';
import { mergedRoutes } from '../rules/route-counts.ts';
import type { RoutesOfStep } from '../rules/route-counts.ts';
import { repeatedStatements } from '../rules/statements.ts';
import { merged, percentiles } from '../rules/traffic.ts';
import type { TrafficStep } from '../rules/traffic.ts';
import { statementMinutes } from '../observe/statement-book.ts';
import { standingOf } from '../scaling/scaling-view.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ReleaseRecord } from '../store/releases.ts';
import { triggersOf } from './gather.ts';
import { webLoad } from './gather-event.ts';
import { recentLines } from './recent-lines.ts';
import type { RecentLines } from './recent-lines.ts';

interface Time {
  readonly from: number;
  readonly to: number;
}

const usualSeconds = 3600;
const daySeconds = 86_400;
const longestSeconds = 90 * daySeconds;
const shownFindings = 5;
const mostEvents = 200;
const minuteSeconds = 60;

/** What went on in a time, on one page (MON-08). */
export function monitorReport(control: Control, app: AppRecord, query: ReportQuery): MonitorReport {
  const time = timeOf(control, query);
  const { steps } = control.trafficBook.traffic(app.name, time);
  const lines = linesOf(control, app, time);
  const { ok, failed, buckets } = merged(0, steps);
  const told = {
    requests: ok + failed,
    failed,
    p95: percentiles(buckets).p95,
    findings: control.store.findings
      .between(app.id, { fromMs: time.from * 1000, toMs: (time.to + minuteSeconds) * 1000 })
      .slice(0, shownFindings),
    ...routesOf(control, app, { time, lines }),
  };
  return {
    app: app.name,
    from: isoTime(time.from),
    to: isoTime(time.to),
    ...verdictOf(told),
    ...told,
    events: eventsOf(control, app, time),
    bursts: burstsIn(steps, triggersOf(control, app, { requests: lines.requests, sinceSecond: time.from })),
    repeated: repeatedIn(control, app, time),
    ...playOf(lines, query.people ?? null),
    capacity: capacityOf(control, app, { time, steps, lines }),
    cost: costOf(control, app),
  };
}

/** By statements and routes of the same minutes. */
function repeatedIn(control: Control, app: AppRecord, time: Time): MonitorReport['repeated'] {
  const databases = control.store.addons.ofApp(app.id).filter(({ service }) => service === 'postgres');
  return databases.flatMap(({ name }) => {
    const minutes = statementMinutes(control, name, time);
    return repeatedStatements(name, minutes, minutes.length === 0 ? new Map() : minuteRoutes(control, app, time));
  });
}

function minuteRoutes({ trafficBook }: Control, app: AppRecord, { from, to }: Time): ReadonlyMap<number, RoutesOfStep> {
  const first = stepStart(from, minuteSeconds);
  return trafficBook.routes(app.name, { from: first, to, stepSeconds: minuteSeconds });
}

/** What participants of a game did, and what the next session will ask for. */
function playOf({ requests, timed, seconds }: RecentLines, people: number | null): Pick<MonitorReport, 'pages' | 'ownTime' | 'demand'> {
  const pages = gamePages(requests, timed);
  const ownTime = ownTimeOf(timed, seconds);
  return { pages, ownTime, demand: sessionDemand(pages, ownTime, people) };
}

function timeOf({ trafficBook }: Control, { from, to, seconds = usualSeconds }: ReportQuery): Time {
  const complete = trafficBook.complete();
  const end = Math.min(complete, to === undefined ? complete : Math.ceil(Date.parse(to) / 1000));
  const start = from === undefined ? end - seconds : Math.floor(Date.parse(from) / 1000);
  if (Number.isNaN(start) || Number.isNaN(end)) throw wrongTime('That is no time.');
  if (start >= end) throw wrongTime('The time ends before it begins.');
  if (end - start > longestSeconds) throw wrongTime('A report is of 90 days at most.');
  return { from: start, to: end };
}

const wrongTime = (message: string): RostraError =>
  new RostraError({
    code: 'MONITOR_WRONG_TIME',
    status: 422,
    message,
    hint: 'Write a time as 2026-07-04T09:00:00+01:00, not later than now.',
  });

const mostLines = 20_000;

/** As far back as lines are looked at: of a time that is long over they may be gone. */
function linesOf(control: Control, app: AppRecord, { from, to }: Time): RecentLines {
  const lines = recentLines(control, app.name, { seconds: Math.ceil(control.clock.nowMs() / 1000 - from), most: mostLines });
  const isInside = ({ second }: { readonly second: number }): boolean => second >= from && second < to + 1;
  return {
    ...lines,
    requests: lines.requests.filter(isInside),
    timed: lines.timed.filter(isInside),
    seconds: Math.min(lines.seconds, to - from),
  };
}

function routesOf(
  control: Control,
  app: AppRecord,
  { time, lines }: { readonly time: Time; readonly lines: RecentLines },
): { readonly routes: readonly SlowRoute[]; readonly previousRelease: number | null } {
  const before = releaseBefore(control, app, time);
  const now = before === null ? time : { ...time, from: Math.max(time.from, before.to) };
  const routes = slowRoutes({
    now: routesIn(control, app, now),
    before: before === null ? {} : routesIn(control, app, before),
    requests: lines.requests,
    timed: lines.timed,
  });
  return { routes, previousRelease: before?.version ?? null };
}

const routesIn = ({ trafficBook }: Control, app: AppRecord, time: Time): RoutesOfStep =>
  time.from >= time.to ? {} : mergedRoutes([...trafficBook.routes(app.name, time).values()]);

/** The last release with another build and as long a time of it; null: there is none. */
function releaseBefore({ store }: Control, app: AppRecord, { from, to }: Time): (Time & { readonly version: number }) | null {
  const serving = app.serving === null ? null : store.releases.find(app.id, app.serving);
  const done = store.releases.list(app.id).filter(({ status, slugId }) => status === 'succeeded' && slugId !== null);
  const former = serving === null ? undefined : done.find(({ version, slugId }) => version < serving.version && slugId !== serving.slugId);
  if (serving === null || former === undefined) return null;
  const end = secondOf(done.findLast(({ version, slugId }) => version > former.version && slugId === serving.slugId) ?? serving);
  if (end >= to) return null;
  const start = secondOf(done.findLast(({ slugId }) => slugId === former.slugId) ?? former);
  return { version: former.version, from: Math.max(start, end - (to - from)), to: end };
}

const secondOf = ({ createdAtMs }: ReleaseRecord): number => Math.floor(createdAtMs / 1000);

function eventsOf({ store }: Control, app: AppRecord, { from, to }: Time): MonitorReport['events'] {
  const events = store.events.list(app.id, { sinceMs: from * 1000, limit: mostEvents });
  return events.filter(({ at, kind }) => Date.parse(at) < (to + minuteSeconds) * 1000 && kind !== 'effect').toReversed();
}

interface Busy {
  readonly time: Time;
  readonly steps: readonly TrafficStep[];
  readonly lines: RecentLines;
}

/** By the minute with most requests. */
function capacityOf(control: Control, app: AppRecord, { time, steps, lines }: Busy): CapacityLeft | null {
  const minutes = [...Map.groupBy(steps, ({ second }) => Math.floor(second / minuteSeconds) * minuteSeconds)];
  const counted = minutes.map(([second, own]) => merged(second, own)).toSorted((a, b) => b.dispatched - a.dispatched);
  const [busiest] = counted;
  if (busiest === undefined) return null;
  const loads = control.trafficBook
    .gauges(app.name, { from: busiest.second, to: Math.min(time.to, busiest.second + minuteSeconds) })
    .flatMap(({ gauges }) => webLoad(gauges) ?? []);
  const seconds = Math.max(1, Math.min(minuteSeconds, time.to - busiest.second));
  const isThen = ({ second }: { readonly second: number }): boolean => second >= busiest.second && second < busiest.second + seconds;
  return capacityLeft({
    up: standingOf(control, app, webType).up,
    slots: control.store.releases.find(app.id, app.serving ?? 0)?.manifest.formation[webType]?.slots ?? null,
    busySlots: busiest.serviceMs / 1000 / seconds,
    load: loads.length === 0 ? null : Math.max(...loads),
    ownBusyShare: ownTimeOf(lines.timed.filter(isThen), seconds)?.busyShare ?? null,
    perSecond: busiest.dispatched / seconds,
  });
}

/** Dynos as they are wanted now. */
function costOf(control: Control, app: AppRecord): MonitorReport['cost'] {
  const { book } = meterPrices(control);
  const monthly = processTypes(control, app).map(
    ({ size, quantity }) => quantity * (priceOf(book, { kind: 'dyno', key: size })?.monthlyMicro ?? 0),
  );
  const perMonth = monthly.reduce((sum, each) => sum + each, 0);
  return { perHourMicro: Math.round((perMonth * usualSeconds) / monthSeconds), currency: book.currency };
}

const isoTime = (second: number): string => new Date(second * 1000).toISOString();
