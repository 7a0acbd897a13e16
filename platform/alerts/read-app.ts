import { addonUse } from '../addons/addon-use.ts';
import type { Control } from '../control/control.ts';
import { readingSeconds } from '../rules/alerts/reading.ts';
import type { AppReadings } from '../rules/alerts/reading.ts';
import type { TrafficSummary } from '../rules/traffic-summary.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';

/** What an app's rules look at, of the last complete minute. Servers are asked for their connections only when somebody wants to know. */
export async function readApp(control: Control, app: AppRecord, wantsConnections: boolean): Promise<AppReadings> {
  const connectionsPercent = wantsConnections ? await connections(control, app) : { postgres: null, redis: null };
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
    connectionsPercent,
    codes: codesOf(control, app, traffic('')),
    dynos: control.board.ofApp(app).filter(({ kind, state }) => kind === 'formation' && state === 'up'),
    failingDrains: control.store.logDrains.ofApp(app.id).filter(({ id }) => control.logDrains.stateOf(id).state === 'failing').length,
  };
}

/** Of requests as the routers counted them, all others as they stand in the log. */
function codesOf(control: Control, app: AppRecord, traffic: TrafficSummary): Readonly<Record<string, number>> {
  const told = control.logBook.codeCounts(app.name, control.clock.nowMs() - readingSeconds * 1000);
  const others = told.filter(({ code }) => !code.startsWith('H')).map(({ code, count }) => [code, count]);
  return { ...Object.fromEntries(others), ...traffic.codes };
}

/** The fullest of each service. */
async function connections(control: Control, app: AppRecord): Promise<AppReadings['connectionsPercent']> {
  const held = control.store.addons.ofApp(app.id);
  const fullest = async (service: AddonRecord['service']): Promise<number | null> => {
    const uses = await Promise.all(held.filter((addon) => addon.service === service).map((addon) => percentOf(control, addon)));
    const known = uses.flatMap((use) => use ?? []);
    return known.length === 0 ? null : Math.max(...known);
  };
  return { postgres: await fullest('postgres'), redis: await fullest('redis') };
}

/** Null: it has no limit, or its server does not say now. */
async function percentOf(control: Control, addon: AddonRecord): Promise<number | null> {
  const use = await addonUse(control, addon).catch(() => null);
  return use === null || use.connectionLimit === null ? null : (100 * use.connections) / use.connectionLimit;
}
