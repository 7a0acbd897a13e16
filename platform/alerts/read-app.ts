import type { Control } from '../control/control.ts';
import { addonSeries } from '../observe/sample-addons.ts';
import { hostSeries } from '../observe/sample-host.ts';
import { isRoute } from '../rules/alerts/alert-rule.ts';
import { pageHitPercent, readingSeconds, socketsLostPercent } from '../rules/alerts/reading.ts';
import type { AppReadings } from '../rules/alerts/reading.ts';
import { covers } from '../rules/certificate-choice.ts';
import { routeSummary, type TrafficSummary } from '../rules/traffic-summary.ts';
import type { TrafficStep } from '../rules/traffic.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';

/** What an app's rules look at, of the last complete minute; what few rules ask for is read when one does. */
export function readApp(control: Control, app: AppRecord): AppReadings {
  const summaries = new Map<string, TrafficSummary>();
  const traffic = (scope: string): TrafficSummary => {
    const summary = summaries.get(scope) ?? trafficOf(control, app, scope);
    summaries.set(scope, summary);
    return summary;
  };
  return {
    traffic,
    connectionsPercent: connections(control, app),
    get cachePercent() {
      return cachePercents(control, app);
    },
    get socketsLost() {
      return socketsLostPercent(stepsOf(control, app).map(({ sockets }) => sockets.open));
    },
    get diskPercent() {
      return lastGauge(control, hostSeries, 'diskPercent');
    },
    get certificateDays() {
      return certificateDays(control, app);
    },
    isChanging: isChanging(control, app),
    codes: codesOf(control, app, traffic('')),
    dynos: control.board.ofApp(app).filter(({ kind, state }) => kind === 'formation' && state === 'up'),
    failingDrains: control.store.logDrains.ofApp(app.id).filter(({ id }) => control.logDrains.stateOf(id).state === 'failing').length,
  };
}

function trafficOf({ trafficBook }: Control, { name }: AppRecord, scope: string): TrafficSummary {
  if (!isRoute(scope)) return trafficBook.summary(name, { seconds: readingSeconds, ...(scope === '' ? {} : { type: scope }) });
  const to = trafficBook.complete();
  const parts = [...trafficBook.routes(name, { from: to - readingSeconds, to }).values()].flatMap((routes) => routes[scope] ?? []);
  return routeSummary(parts, trafficBook.summary(name, { seconds: readingSeconds }).seconds);
}

function stepsOf({ trafficBook }: Control, { name }: AppRecord): readonly TrafficStep[] {
  const to = trafficBook.complete();
  return trafficBook.traffic(name, { from: to - readingSeconds, to }).steps;
}

function cachePercents(control: Control, app: AppRecord): AppReadings['cachePercent'] {
  const held = control.store.addons.ofApp(app.id);
  const worst = (service: AddonRecord['service']): number | null => {
    const known = held.filter((addon) => addon.service === service);
    return least(known.flatMap(({ name }) => lastGauge(control, addonSeries(name), 'hitPercent') ?? []));
  };
  return { pages: pageHitPercent(stepsOf(control, app)), postgres: worst('postgres'), redis: worst('redis') };
}

const dayMs = 86_400_000;

/** Until the first of its domains has none; each by the certificate that lasts longest for it. Null: none has one. */
export function certificateDays({ store, clock }: Control, { id }: AppRecord): number | null {
  const certificates = store.domains.certificates();
  const ends = store.domains.ofApp(id).flatMap(({ host }) => {
    const own = certificates.filter((certificate) => covers(certificate, host));
    return own.length === 0 ? [] : Math.max(...own.map(({ untilMs }) => untilMs));
  });
  const first = least(ends);
  return first === null ? null : Math.max(0, (first - clock.nowMs()) / dayMs);
}

const least = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.min(...values));

/** As it was measured last, within the minute. */
function lastGauge({ trafficBook, clock }: Control, series: string, name: string): number | null {
  const to = Math.floor(clock.nowMs() / 1000) + 1;
  return (
    trafficBook.gauges(series, { from: to - readingSeconds, to }).findLast(({ gauges }) => gauges[name] !== undefined)?.gauges[name]?.[1] ??
    null
  );
}

const changingMs = 120_000;
const changes: ReadonlySet<string> = new Set(['deploy', 'release', 'rollback', 'config', 'restart']);

const isChanging = ({ store, clock }: Control, app: AppRecord): boolean =>
  store.events.list(app.id, { sinceMs: clock.nowMs() - changingMs, limit: 20 }).some(({ kind }) => changes.has(kind));

/** Of requests as the routers counted them, all others as they stand in the log. */
function codesOf(control: Control, app: AppRecord, traffic: TrafficSummary): Readonly<Record<string, number>> {
  const told = control.logBook.codeCounts(app.name, control.clock.nowMs() - readingSeconds * 1000);
  const others = told.filter(({ code }) => !code.startsWith('H')).map(({ code, count }) => [code, count]);
  return { ...Object.fromEntries(others), ...traffic.codes };
}

/** The fullest of each service, as it was measured last. */
function connections(control: Control, app: AppRecord): AppReadings['connectionsPercent'] {
  const held = control.store.addons.ofApp(app.id);
  const fullest = (service: AddonRecord['service']): number | null => {
    const known = held.filter((addon) => addon.service === service).flatMap(({ name }) => percentOf(control, name) ?? []);
    return known.length === 0 ? null : Math.max(...known);
  };
  return { postgres: fullest('postgres'), redis: fullest('redis') };
}

/** Null: it has no limit, or nothing was measured in the last minute. */
function percentOf({ trafficBook, clock }: Control, addon: string): number | null {
  const to = Math.floor(clock.nowMs() / 1000) + 1;
  const gauges = trafficBook.gauges(addonSeries(addon), { from: to - readingSeconds, to }).at(-1)?.gauges;
  const limit = gauges?.['limit']?.[1];
  if (gauges === undefined || limit === undefined) return null;
  const taken = ['active', 'idle', 'idleInTransaction', 'clients'].reduce((sum, name) => sum + (gauges[name]?.[1] ?? 0), 0);
  return (100 * taken) / limit;
}
