import type { Control } from '../control/control.ts';
import { certificateDays } from '../alerts/read-app.ts';
import { processTypes } from '../control/resources.ts';
import { meterPrices } from '../costs/prices.ts';
import { exact, times } from '../rules/costs/exact.ts';
import { forgotten } from '../rules/costs/forgotten.ts';
import { moneyText, wholeMicro } from '../rules/costs/money-text.ts';
import { timeText } from '../rules/costs/cost-report.ts';
import { readyPercent } from '../rules/findings/event-evidence.ts';
import type { EventAhead, Forgotten, LongRun, ReadinessCheck, RushAhead, UpcomingEvent } from '../rules/findings/event-evidence.ts';
import { summaryOf } from '../rules/traffic-summary.ts';
import type { WebEvidence } from '../rules/findings/evidence.ts';
import type { Gauges } from '../rules/gauges.ts';
import { hostSeries } from '../observe/sample-host.ts';
import type { AppRecord } from '../store/apps.ts';
import type { EventPlanRecord } from '../store/event-plans.ts';

const hourMs = 3_600_000;
const longMinutes = 30;
/** A minute that was not measured here and there is no matter. */
const wellMeasured = 0.9;
const fullDiskPercent = 80;
const rehearsedDays = 30;
const backedUpDays = 2;
const certifiedDays = 14;

/** What still runs of the app's last event, when all of them are over; null: nothing, or one is to come. */
export function forgottenOf(control: Control, app: AppRecord): Forgotten | null {
  const nowS = Math.floor(control.clock.nowMs() / 1000);
  const plans = control.store.eventPlans.ofApp(app.id);
  const last = plans.at(-1);
  const isOver = ({ windows }: EventPlanRecord): boolean => windows.live.every(({ toS }) => toS < nowS);
  if (last === undefined || !plans.every(isOver)) return null;
  const { book } = meterPrices(control);
  const present = Object.fromEntries(processTypes(control, app).map(({ type, quantity, size }) => [type, { quantity, size }]));
  const left = forgotten({ ...last.windows, present, book, nowS });
  if (left === null) return null;
  return {
    event: last.name,
    types: left.types,
    perDay: moneyText(left.perDayMicro, { currency: book.currency, places: 2 }),
    savesPerHourMicro: wholeMicro(times(left.perDayMicro, exact(1n, 24n))),
    currency: book.currency,
  };
}

/** The next event of the app, or the next day of the one that is on; null: none is in the calendar. */
export function eventAhead(control: Control, app: AppRecord): EventAhead | null {
  const ahead = nextLive(control, app);
  if (ahead === undefined) return null;
  const hours = (ahead.fromS - control.clock.nowMs() / 1000) / 3600;
  return { title: ahead.name, hours, timeZone: ahead.timezone, checks: checksOf(control, app) };
}

/** The next event of each app whose event is not on now, the soonest first. */
export function upcomingEvents(control: Control): readonly UpcomingEvent[] {
  const { apps, eventPlans } = control.store;
  const planned = new Set(eventPlans.all().map(({ appId }) => appId));
  return apps
    .list()
    .filter((app) => planned.has(app.id) && !isEventOn(control, app))
    .flatMap((app) => upcomingOf(control, app))
    .toSorted((a, b) => a.from.localeCompare(b.from));
}

function upcomingOf(control: Control, app: AppRecord): readonly UpcomingEvent[] {
  const ahead = nextLive(control, app);
  if (ahead === undefined) return [];
  const { name, timezone, fromS } = ahead;
  const checks = checksOf(control, app);
  return [{ name, app: app.name, from: timeText(fromS), timezone, readyPercent: readyPercent(checks), checks }];
}

function nextLive({ store, clock }: Control, app: AppRecord) {
  const nowS = clock.nowMs() / 1000;
  return store.eventPlans
    .ofApp(app.id)
    .flatMap(({ name, timezone, windows }) => windows.live.map((live) => ({ name, timezone, ...live })))
    .filter(({ fromS }) => fromS > nowS)
    .toSorted((a, b) => a.fromS - b.fromS)[0];
}

/** Whether the app's event is on now. */
export function isEventOn({ store, clock }: Control, app: AppRecord): boolean {
  const nowS = clock.nowMs() / 1000;
  return store.eventPlans.ofApp(app.id).some(({ windows }) => windows.live.some(({ fromS, toS }) => fromS <= nowS && nowS < toS));
}

function checksOf(control: Control, app: AppRecord): readonly ReadinessCheck[] {
  return [
    rehearsalCheck(control, app),
    backupCheck(control, app),
    channelCheck(control),
    certificateCheck(control, app),
    diskCheck(control),
    sizeCheck(control, app),
    debugCheck(app),
  ].filter((check) => check !== null);
}

function rehearsalCheck({ rehearsals, clock }: Control, app: AppRecord): ReadinessCheck {
  const since = clock.nowMs() - rehearsedDays * 24 * hourMs;
  const last = rehearsals.store.ofApp(app.name).find(({ result, startedAtMs }) => result !== null && startedAtMs >= since)?.result;
  const found = last === undefined || last === null ? 'none in the last month' : `${last.verdict}: ${last.words}`;
  return { text: 'A rehearsal has passed', isDone: last?.verdict === 'PASS', found, at: 'rehearsals' };
}

/** Null: the app has no database to lose. */
function backupCheck({ store, clock }: Control, app: AppRecord): ReadinessCheck | null {
  if (!store.addons.ofApp(app.id).some(({ service }) => service === 'postgres')) return null;
  const last = store.backups.ofApp(app.name).find(({ state }) => state === 'done');
  const isDone = last !== undefined && last.startedAtMs >= clock.nowMs() - backedUpDays * 24 * hourMs;
  return { text: 'A backup of the last two days', isDone, found: last === undefined ? 'none' : 'the last one is older', at: 'backups' };
}

function channelCheck({ store }: Control): ReadinessCheck {
  const channels = store.alertChannels.list();
  const isDone = channels.some(({ testedAtMs, failure }) => testedAtMs !== null && failure === null);
  const found = channels.length === 0 ? 'nobody is told of alerts' : 'no channel has been tried';
  return { text: 'Somebody is reached by alerts', isDone, found, at: 'channels' };
}

/** Null: none of its domains has a certificate that somebody gave or an authority signed. */
function certificateCheck(control: Control, app: AppRecord): ReadinessCheck | null {
  const days = certificateDays(control, app);
  if (days === null) return null;
  const found = days <= 0 ? 'one is over' : `one lasts ${Math.floor(days)} more days`;
  return { text: 'Certificates last two weeks', isDone: days >= certifiedDays, found, at: 'domains' };
}

function diskCheck({ trafficBook }: Control): ReadinessCheck {
  const to = trafficBook.complete();
  const used = trafficBook.gauges(hostSeries, { from: to - 60, to }).at(-1)?.gauges['diskPercent']?.[1] ?? 0;
  const found = `${Math.round(100 - used)} % is free`;
  return { text: 'A fifth of the disk is free', isDone: used <= fullDiskPercent, found, at: 'backups' };
}

function sizeCheck(control: Control, app: AppRecord): ReadinessCheck {
  const sleeping = processTypes(control, app).filter(({ size, quantity }) => quantity > 0 && (size === 'eco' || size === 'free'));
  const found = sleeping.map(({ type, size }) => `${type} is ${size}`).join(', ');
  return { text: 'No dyno falls asleep', isDone: sleeping.length === 0, found, at: 'scaling' };
}

function debugCheck({ config }: AppRecord): ReadinessCheck {
  const isDone = !/^(1|true|yes|on)$/i.test(config['DEBUG'] ?? '');
  return { text: 'Faults are not shown to visitors', isDone, found: 'DEBUG is on', at: 'config' };
}

/** The next moment of the app that is not over; null: none is announced. */
export function rushOf({ store, clock }: Control, app: AppRecord): RushAhead | null {
  const nowMs = clock.nowMs();
  const next = store.moments.all().find(({ appId, atMs }) => appId === app.id && atMs > nowMs);
  if (next === undefined) return null;
  const { title, expectPeople, quantity: needed, atMs } = next;
  return { title, expectPeople, needed, minutes: (atMs - nowMs) / 60_000 };
}

/** Null: less than half an hour was measured, or an event is on or comes within that time. */
export function longRunOf(control: Control, app: AppRecord, web: WebEvidence): LongRun | null {
  if (web.quantity < 2 || isEventOn(control, app)) return null;
  const ahead = eventAhead(control, app);
  if (ahead !== null && ahead.hours * 60 < longMinutes) return null;
  const { trafficBook } = control;
  const to = trafficBook.complete();
  const time = { from: to - longMinutes * 60, to, stepSeconds: 60 };
  const loads = trafficBook.gauges(app.name, time).flatMap(({ gauges }) => webLoad(gauges) ?? []);
  const { steps, reported } = trafficBook.traffic(app.name, time);
  const seconds = [...reported.values()].reduce((sum, each) => sum + each, 0);
  if (seconds < wellMeasured * longMinutes * 60 || loads.length < wellMeasured * longMinutes) return null;
  const { busySlots, queueP95 } = summaryOf(steps, seconds);
  const load = loads.reduce((sum, each) => sum + each, 0) / loads.length;
  return { minutes: longMinutes, load, busySlots, queueP95: queueP95 ?? 0 };
}

/** Of all web dynos together; null: not measured. */
export function webLoad(gauges: Gauges): number | null {
  const loads = Object.entries(gauges).flatMap(([name, [, mean]]) => (name.startsWith('web.') && name.endsWith('/load') ? [mean] : []));
  return loads.length === 0 ? null : loads.reduce((sum, load) => sum + load, 0);
}
