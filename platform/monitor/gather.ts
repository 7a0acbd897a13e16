import { availableParallelism } from 'node:os';
import type { Control } from '../control/control.ts';
import { meterPrices } from '../costs/prices.ts';
import { addonSeries } from '../observe/sample-addons.ts';
import { priceOf } from '../rules/costs/price-book.ts';
import { defaultSize, dynoSizes } from '../rules/dyno-sizes.ts';
import type { BurstEvidence, DatabaseEvidence, MonitorEvidence, RouteEvidence, WebEvidence } from '../rules/findings/evidence.ts';
import { busiestPage } from '../rules/findings/busiest-page.ts';
import { minuteLoads } from '../rules/findings/minute-loads.ts';
import { runsAlone } from '../rules/otree-guest.ts';
import { percentileMs, unpackedBuckets } from '../rules/latency-buckets.ts';
import { mergedRoutes } from '../rules/route-counts.ts';
import { routeTemplate } from '../rules/route-groups.ts';
import { slotsOf, standingOf } from '../scaling/scaling-view.ts';
import type { AppRecord } from '../store/apps.ts';

const windowSeconds = 300;
const webType = 'web';
const monthHours = 720;
const mostLines = 3000;

/** What the rules look at, of the last five complete minutes. */
export function gatherEvidence(control: Control, app: AppRecord): MonitorEvidence {
  const { trafficBook } = control;
  const to = trafficBook.complete();
  const time = { from: to - windowSeconds, to };
  return {
    traffic: trafficBook.summary(app.name, { seconds: windowSeconds }),
    lastMinute: trafficBook.summary(app.name, { seconds: 60 }),
    web: webEvidence(control, app),
    routes: routesOf(control, app, time),
    timeouts: timeoutsOf(control, app),
    databases: control.store.addons
      .ofApp(app.id)
      .flatMap(({ name, service }) => (service === 'postgres' ? databaseOf(control, name, time) : [])),
    burst: burstOf(control, app, time),
    machineCores: availableParallelism(),
  };
}

interface Time {
  readonly from: number;
  readonly to: number;
}

function webEvidence(control: Control, app: AppRecord): WebEvidence {
  const { store, trafficBook, clock } = control;
  const release = app.serving === null ? null : store.releases.find(app.id, app.serving);
  const size = store.formations.sizes(app.id)[webType] ?? defaultSize.name;
  const nextSize = largerSize(size);
  const dynos = [...trafficBook.dynos(app.name, windowSeconds)].filter(([name]) => name.startsWith(`${webType}.`));
  const points = dynos.map(([, own]) => own);
  const { quantity, up } = standingOf(control, app, webType);
  return {
    quantity,
    up,
    slots: slotsOf(control, app, webType),
    runsAlone: runsAlone(release?.processes ?? {}),
    size,
    nextSize,
    loads: minuteLoads(points, Math.floor(clock.nowMs() / 1000)),
    ...pricesOf(control, nextSize === null ? [size] : [size, nextSize]),
  };
}

/** The next one with more memory; null: it is the largest, or one of its own. */
function largerSize(size: string): string | null {
  const at = dynoSizes.findIndex(({ name }) => name === size);
  const own = dynoSizes[at]?.memoryMb;
  return own === undefined ? null : (dynoSizes.slice(at + 1).find(({ memoryMb }) => memoryMb > own)?.name ?? null);
}

function pricesOf(control: Control, sizes: readonly string[]): Pick<WebEvidence, 'hourlyMicro' | 'currency'> {
  const { book } = meterPrices(control);
  const prices = sizes.flatMap((size) => {
    const item = priceOf(book, { kind: 'dyno', key: size });
    return item === null ? [] : [[size, Math.round(item.monthlyMicro / monthHours)]];
  });
  return { hourlyMicro: Object.fromEntries(prices), currency: book.currency };
}

function routesOf({ trafficBook }: Control, app: AppRecord, time: Time): readonly RouteEvidence[] {
  const all = mergedRoutes([...trafficBook.routes(app.name, time).values()]);
  return Object.entries(all).map(([route, { requests, failed, buckets }]) => ({
    route,
    requests,
    failed,
    p95Ms: percentileMs(unpackedBuckets(buckets), 0.95) ?? 0,
  }));
}

/** Out of the log: the router's lines name the path. */
function timeoutsOf({ logBook, clock }: Control, app: AppRecord): MonitorEvidence['timeouts'] {
  const sinceMs = clock.nowMs() - windowSeconds * 1000;
  const lines = logBook.newest(app.name, { lines: mostLines, code: 'H12', source: 'rostra', dyno: 'router', sinceMs });
  const routes = lines.flatMap(({ text }) => {
    const path = / path="([^"?]*)/.exec(text)?.[1];
    return path === undefined ? [] : [routeTemplate(path)];
  });
  return Object.fromEntries([...Map.groupBy(routes, (route) => route)].map(([route, own]) => [route, own.length]));
}

function databaseOf({ trafficBook }: Control, name: string, time: Time): readonly DatabaseEvidence[] {
  const steps = trafficBook.gauges(addonSeries(name), time).map(({ gauges }) => gauges);
  if (steps.length === 0) return [];
  const mean = (key: string): number | null => {
    const values = steps.flatMap((gauges) => gauges[key]?.[1] ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const figure = (key: string): number => mean(key) ?? 0;
  return [
    {
      name,
      connections: figure('active') + figure('idle') + figure('idleInTransaction'),
      connectionLimit: mean('limit'),
      active: figure('active'),
      lockWaits: figure('lockWaits'),
      longestSeconds: figure('longestSeconds'),
      hitPercent: mean('hitPercent'),
    },
  ];
}

/** Lines are read only when more came at once than usual. */
function burstOf({ trafficBook, logBook, clock }: Control, app: AppRecord, time: Time): BurstEvidence | null {
  const { steps } = trafficBook.traffic(app.name, time);
  return busiestPage(
    steps.map(({ second, ok, failed }) => ({ second, requests: ok + failed })),
    () => {
      const sinceMs = clock.nowMs() - windowSeconds * 1000;
      return logBook.newest(app.name, { lines: mostLines, source: 'rostra', dyno: 'router', sinceMs }).map(({ at, text }) => ({
        second: Math.floor(Date.parse(at) / 1000),
        text,
      }));
    },
  );
}
