import { availableParallelism } from 'node:os';
import type { Control } from '../control/control.ts';
import { meterPrices } from '../costs/prices.ts';
import { mirrorState } from '../mirrors/state.ts';
import { priceOf } from '../rules/costs/price-book.ts';
import { dynoSizes } from '../rules/dyno-sizes.ts';
import { webType } from '../rules/formation.ts';
import type { MonitorEvidence, RouteEvidence, WebEvidence } from '../rules/findings/evidence.ts';
import { busiestPage } from '../rules/findings/busiest-page.ts';
import { minuteLoads } from '../rules/findings/minute-loads.ts';
import type { BurstEvidence, BurstTrigger } from '../rules/findings/visitor-evidence.ts';
import { gameEvidence, gamePages } from '../rules/monitor/game-pages.ts';
import { ownTimeOf } from '../rules/monitor/own-time.ts';
import { cutOffOf, stormOf, visitorsOf } from '../rules/monitor/visitors.ts';
import { runsAlone } from '../rules/otree-guest.ts';
import { percentileMs } from '../rules/latency-buckets.ts';
import { mergedRoutes } from '../rules/route-counts.ts';
import { routeTemplate } from '../rules/route-groups.ts';
import { slotsOf, standingOf } from '../scaling/scaling-view.ts';
import type { AppRecord } from '../store/apps.ts';
import { appEvidence } from './gather-app.ts';
import { memoryEvidence, workerEvidence } from './gather-dynos.ts';
import { eventAhead, forgottenOf, longRunOf, rushOf } from './gather-event.ts';
import { databaseEvidence, machineEvidence, redisEvidence } from './gather-servers.ts';
import { largerSize, sizeOf } from './sizes.ts';
import { recentLines } from './recent-lines.ts';
import type { RecentLines } from './recent-lines.ts';

/** What a moment is measured over. */
const windowSeconds = 300;
/** So long before the window something may have brought people. */
const triggerSeconds = 120;
const monthHours = 720;

interface Time {
  readonly from: number;
  readonly to: number;
}

/** What the rules look at, of the last five complete minutes. */
export function gatherEvidence(control: Control, app: AppRecord): MonitorEvidence {
  const { trafficBook } = control;
  const to = trafficBook.complete();
  const time = { from: to - windowSeconds, to };
  const lines = recentLines(control, app.name, { seconds: windowSeconds });
  const web = webEvidence(control, app);
  return {
    traffic: trafficBook.summary(app.name, { seconds: windowSeconds }),
    lastMinute: trafficBook.summary(app.name, { seconds: 60 }),
    web,
    routes: routesOf(control, app, time),
    ...ofVisitors(control, app, { time, lines }),
    databases: databaseEvidence(control, app, time),
    redis: redisEvidence(control, app, time),
    machineCores: availableParallelism(),
    machine: machineEvidence(control, time),
    app: appEvidence(control, app),
    workers: workerEvidence(control, app, time),
    memory: memoryEvidence(control, app, lines),
    ...ofEvents(control, app, web),
  };
}

/** What the log tells of those who came. */
function ofVisitors(control: Control, app: AppRecord, { time, lines }: { readonly time: Time; readonly lines: RecentLines }) {
  const { requests, timed, stops, workerTimeouts, seconds } = lines;
  return {
    timeouts: timeoutsOf(lines),
    burst: burstOf(control, app, { time, lines }),
    ownTime: ownTimeOf(timed, seconds),
    game: gameEvidence(gamePages(requests, timed), seconds),
    cutOff: cutOffOf(
      requests,
      stops.map(({ second }) => second),
      workerTimeouts,
    ),
    visitors: visitorsOf(requests),
    storm: stormOf(requests),
  };
}

/** What is to come, and what is left of what was. */
function ofEvents(control: Control, app: AppRecord, web: WebEvidence) {
  const rush = rushOf(control, app);
  return {
    forgotten: forgottenOf(control, app),
    event: eventAhead(control, app),
    rush,
    longRun: rush === null ? longRunOf(control, app, web) : null,
    mirrors: mirrorsOf(control, app),
  };
}

function mirrorsOf(control: Control, app: AppRecord): MonitorEvidence['mirrors'] {
  const mirrors = control.store.mirrors.ofPrimary(app.id).map((record) => mirrorState(control, record));
  return mirrors.map(({ app: name, drift }) => ({ name, differences: drift }));
}

function webEvidence(control: Control, app: AppRecord): WebEvidence {
  const { store, trafficBook, clock } = control;
  const release = app.serving === null ? null : store.releases.find(app.id, app.serving);
  const size = sizeOf(control, app, webType);
  const dynos = [...trafficBook.dynos(app.name, windowSeconds)].filter(([name]) => name.startsWith(`${webType}.`));
  const points = dynos.map(([, own]) => own);
  const { quantity, up } = standingOf(control, app, webType);
  return {
    quantity,
    up,
    slots: slotsOf(control, app, webType),
    runsAlone: runsAlone(release?.processes ?? {}),
    size,
    nextSize: largerSize(size),
    loads: minuteLoads(points, Math.floor(clock.nowMs() / 1000)),
    ...pricesOf(control),
  };
}

/** Of a dyno an hour, whatever its size. */
function pricesOf(control: Control): Pick<WebEvidence, 'hourlyMicro' | 'currency'> {
  const { book } = meterPrices(control);
  const prices = dynoSizes.flatMap(({ name }) => {
    const item = priceOf(book, { kind: 'dyno', key: name });
    return item === null ? [] : [[name, Math.round(item.monthlyMicro / monthHours)]];
  });
  return { hourlyMicro: Object.fromEntries(prices), currency: book.currency };
}

function routesOf({ trafficBook }: Control, app: AppRecord, time: Time): readonly RouteEvidence[] {
  const all = mergedRoutes([...trafficBook.routes(app.name, time).values()]);
  return Object.entries(all).map(([route, { requests, failed, buckets }]) => ({
    route,
    requests,
    failed,
    p95Ms: percentileMs(buckets, 0.95) ?? 0,
  }));
}

function timeoutsOf({ requests }: RecentLines): MonitorEvidence['timeouts'] {
  const routes = requests.flatMap(({ code, path }) => (code === 'H12' ? routeTemplate(path) : []));
  return Object.fromEntries([...Map.groupBy(routes, (route) => route)].map(([route, own]) => [route, own.length]));
}

function burstOf(
  control: Control,
  app: AppRecord,
  { time, lines }: { readonly time: Time; readonly lines: RecentLines },
): BurstEvidence | null {
  const { steps } = control.trafficBook.traffic(app.name, time);
  const seconds = steps.map(({ second, ok, failed }) => ({ second, requests: ok + failed }));
  return busiestPage(seconds, () => ({
    requests: lines.requests,
    events: triggersOf(control, app, { ...lines, sinceSecond: time.from - triggerSeconds }),
  }));
}

/** What may have brought people: a change of the app, a moment that was announced, a publish or a next round that somebody pressed. */
export function triggersOf(
  { store }: Control,
  app: AppRecord,
  { requests, sinceSecond }: Pick<RecentLines, 'requests'> & { readonly sinceSecond: number },
): readonly BurstTrigger[] {
  const events = store.events.list(app.id, { sinceMs: sinceSecond * 1000, limit: 500 });
  const moments = store.moments.all().filter(({ appId }) => appId === app.id);
  const pressed = requests.filter(({ method, status, path }) => method === 'POST' && status < 400 && isPublish.test(path));
  return [
    ...events.filter(({ kind }) => kind !== 'effect').map(({ at, text }) => ({ text, second: Date.parse(at) / 1000 })),
    ...moments.map(({ atMs, title }) => ({ text: title, second: atMs / 1000 })),
    ...pressed.map(({ path, second }) => ({ text: `somebody pressed ${path}`, second })),
  ];
}

const isPublish = /publish|release|advance|confirm/i;
