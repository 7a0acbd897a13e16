import type { Control } from '../control/control.ts';
import { meter } from '../costs/meter.ts';
import { webType } from '../rules/formation.ts';
import type { FormationActions } from '../rules/formation.ts';
import { fallsAsleep } from '../rules/scaling/sleep.ts';
import type { Sleep, SleepChange } from '../rules/scaling/scaling-resources.ts';
import type { RouterSample } from '../rules/router-sample.ts';
import type { AppRecord } from '../store/apps.ts';
import type { SleepRecord } from '../store/sleep.ts';
import { wrongSleep } from './errors.ts';
import { openSchedules } from './open-schedules.ts';

const minuteMs = 60_000;
const leastMinutes = 1;
const mostMinutes = 10_080;

export function shownSleep({ store }: Control, app: AppRecord): Sleep {
  const record = store.sleeps.ofApp(app.id);
  if (record === null) return { afterMinutes: null, sleepsAll: false, showsPage: true, asleepSince: null };
  const { afterMs, sleepsAll, showsPage, asleepSinceMs } = record;
  return {
    afterMinutes: afterMs / minuteMs,
    sleepsAll,
    showsPage,
    asleepSince: asleepSinceMs === null ? null : new Date(asleepSinceMs).toISOString(),
  };
}

interface SleepWish {
  readonly wish: SleepChange;
  readonly actor: string;
}

/** `afterMinutes` null: it never sleeps, and wakes when it does. */
export function setSleep(control: Control, app: AppRecord, { wish, actor }: SleepWish): Sleep {
  const { store, clock } = control;
  const { afterMinutes, sleepsAll, showsPage = true } = wish;
  if (afterMinutes !== null && !(Number.isInteger(afterMinutes) && afterMinutes >= leastMinutes && afterMinutes <= mostMinutes))
    throw wrongSleep(`An app can sleep after ${leastMinutes} to ${mostMinutes} minutes without a request.`);
  const atMs = clock.nowMs();
  store.transaction(() => {
    if (afterMinutes === null) store.sleeps.unset(app.id);
    else store.sleeps.set({ appId: app.id, afterMs: afterMinutes * minuteMs, sleepsAll, showsPage, awakeSinceMs: atMs });
    meter(control, 'sleep set');
    const text = afterMinutes === null ? 'Sleeps no more' : `Sleeps after ${afterMinutes} minutes without a request`;
    store.events.append({ appId: app.id, atMs, kind: 'app', text, actor });
  });
  control.wake();
  return shownSleep(control, app);
}

/** Apps that nobody asked for fall asleep: their web dynos stop, and the others too where that was said. */
export function sendToSleep(control: Control): void {
  const awake = control.store.sleeps.all().filter(({ asleepSinceMs }) => asleepSinceMs === null);
  if (awake.length === 0) return;
  const expected = new Set(openSchedules(control).map(({ schedule }) => schedule.appId));
  const apps = control.store.apps.list();
  for (const record of awake) {
    const app = apps.find(({ id }) => id === record.appId);
    if (app?.serving == null || !isQuiet(control, app, { record, isExpected: expected.has(app.id) })) continue;
    change(control, app, { asleepSinceMs: control.clock.nowMs(), word: 'Idling' });
  }
}

interface Looking {
  readonly record: SleepRecord;
  readonly isExpected: boolean;
}

function isQuiet({ store, clock, board, trafficBook }: Control, app: AppRecord, { record, isExpected }: Looking): boolean {
  const nowMs = clock.nowMs();
  const { afterMs } = record;
  const to = trafficBook.complete();
  const { steps, stepSeconds, reported } = trafficBook.traffic(app.name, { from: to - Math.ceil(afterMs / 1000), to });
  const release = app.serving === null ? null : store.releases.find(app.id, app.serving);
  return fallsAsleep({
    nowMs,
    afterMs,
    awakeSinceMs: Math.max(record.awakeSinceMs, release?.createdAtMs ?? 0),
    requests: steps.reduce((sum, { ok, failed, gone }) => sum + ok + failed + gone, 0),
    openSockets: steps.at(-1)?.sockets.open ?? 0,
    secondsKnown: [...reported.values()].reduce((sum, seconds) => sum + Math.min(seconds, stepSeconds), 0),
    runs: board.ofApp(app).filter(({ kind, state }) => kind === 'run' && state !== 'down').length,
    isExpected: isExpected || app.rollOut !== null,
  });
}

/** Somebody waits in a router for an app that sleeps: it wakes, once however many they are. */
export function wakeThoseAskedFor(control: Control, samples: readonly RouterSample[]): void {
  for (const name of new Set(samples.filter(({ waiting }) => waiting > 0).map(({ app }) => app))) wakeApp(control, name);
}

/** An app that sleeps and is about to be wanted, by a schedule or a moment, wakes too. */
export function wakeExpected(control: Control): void {
  if (control.store.sleeps.all().every(({ asleepSinceMs }) => asleepSinceMs === null)) return;
  for (const { schedule } of openSchedules(control)) wakeApp(control, schedule.appName);
}

function wakeApp(control: Control, name: string): void {
  const app = control.store.apps.byName(name);
  if (app !== null && control.store.sleeps.ofApp(app.id)?.asleepSinceMs != null)
    change(control, app, { asleepSinceMs: null, word: 'Unidling' });
}

/** The word is Heroku's, which people look for in the log. */
function change(
  control: Control,
  app: AppRecord,
  { asleepSinceMs, word }: { readonly asleepSinceMs: number | null; readonly word: string },
): void {
  const { store, clock, logBook } = control;
  const atMs = clock.nowMs();
  const isChanged = store.transaction(() => {
    if (!store.sleeps.setAsleep(app.id, asleepSinceMs, atMs)) return false;
    meter(control, word);
    const text = asleepSinceMs === null ? 'Woke up: somebody asked for it' : 'Fell asleep: nobody asked for it';
    store.events.append({ appId: app.id, atMs, kind: 'app', text, actor: null });
    return true;
  });
  if (!isChanged) return;
  logBook.tell(app.name, webType, [word]);
  control.wake();
}

/** What is to run of each type: nothing of those that sleep, are parked, stopped by their budget, or whose database is just being exchanged. */
export function awakeQuantities({ store }: Pick<Control, 'store'>, app: AppRecord): Readonly<Record<string, number>> {
  if (isTurnedOff(store, app)) return {};
  const quantities = store.formations.quantities(app.id);
  const record = store.sleeps.ofApp(app.id);
  if (record?.asleepSinceMs == null) return quantities;
  return record.sleepsAll ? {} : { ...quantities, [webType]: 0 };
}

const isTurnedOff = (store: Control['store'], app: AppRecord): boolean =>
  store.parked.ofApp(app.id) !== null || store.budgets.stopOf(app.id) !== null || store.restores.holds(app.id);

export const isAsleep = ({ store }: Pick<Control, 'store'>, app: AppRecord): boolean => store.sleeps.ofApp(app.id)?.asleepSinceMs != null;

/** It sleeps or is about to be up again, and people may be shown that. */
export function isWaking({ store }: Pick<Control, 'store'>, app: AppRecord, routed: number): boolean {
  return routed === 0 && store.sleeps.ofApp(app.id)?.showsPage === true;
}

/** Who comes now waits for a web dyno: one is exchanged, or the first is about to start, or the app sleeps or has its database exchanged. */
export function isWaitedFor(
  { store }: Pick<Control, 'store'>,
  app: AppRecord,
  { start, routed, webIsExchanged }: Pick<FormationActions, 'start' | 'routed' | 'webIsExchanged'>,
): boolean {
  const record = store.sleeps.ofApp(app.id);
  const isComing = start.some(({ type }) => type === webType) && (record !== null || routed.length === 0);
  return webIsExchanged || isComing || record?.asleepSinceMs != null || store.restores.holds(app.id);
}
