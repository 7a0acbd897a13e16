import type { Control } from '../control/control.ts';
import { addonSeries } from '../observe/sample-addons.ts';
import { readingSeconds } from '../rules/alerts/reading.ts';
import type { AppReadings } from '../rules/alerts/reading.ts';
import type { TrafficSummary } from '../rules/traffic-summary.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';

/** What an app's rules look at, of the last complete minute. */
export function readApp(control: Control, app: AppRecord): AppReadings {
  const summaries = new Map<string, TrafficSummary>();
  const traffic = (type: string): TrafficSummary => {
    const known = summaries.get(type);
    if (known !== undefined) return known;
    const summary = control.trafficBook.summary(app.name, { seconds: readingSeconds, ...(type === '' ? {} : { type }) });
    summaries.set(type, summary);
    return summary;
  };
  return {
    traffic,
    connectionsPercent: connections(control, app),
    isChanging: isChanging(control, app),
    codes: codesOf(control, app, traffic('')),
    dynos: control.board.ofApp(app).filter(({ kind, state }) => kind === 'formation' && state === 'up'),
    failingDrains: control.store.logDrains.ofApp(app.id).filter(({ id }) => control.logDrains.stateOf(id).state === 'failing').length,
  };
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
