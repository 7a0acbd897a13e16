import { refuseShared } from '../addons/detach.ts';
import { serversOfApp } from '../addons/apps-of-server.ts';
import { liveServer } from '../addons/live-server.ts';
import { parkedServers } from '../addons/parked-servers.ts';
import type { ParkWish } from '../control/backup-verbs.ts';
import type { Control } from '../control/control.ts';
import { meter } from '../costs/meter.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ParkedRecord } from '../store/parked-apps.ts';
import { capture } from './capture.ts';
import { drill } from './drill.ts';
import { backupFailed, notNow, notParked, parkedAlready, releaseUnderWay } from './errors.ts';

const lookBackSeconds = 60;
const stopLimitMs = 90_000;
const startLimitMs = 60_000;

/**
 * Turns an app off with its add-ons (CON-25): a backup of each database is taken and tried, then its dynos stop, and the servers in which
 * nobody else lives. Its data stay where they are. Answers when nothing of it runs.
 */
export async function park(
  control: Control,
  app: AppRecord,
  { force, actor }: ParkWish & { readonly actor: string },
): Promise<ParkedRecord> {
  const { store } = control;
  if (store.parked.ofApp(app.id) !== null) throw parkedAlready(app.name);
  refuseInUse(control, app, force);
  const addons = store.addons.ofApp(app.id).filter(({ state }) => state === 'available');
  for (const addon of addons) refuseShared(control, addon);
  const backups: number[] = [];
  for (const addon of addons.filter(({ service }) => service === 'postgres')) {
    const taken = await drill(control, addon, await capture(control, addon, { reason: 'park', actor }));
    if (taken.drill?.passed !== true) throw backupFailed(addon.name, taken.drill?.words ?? 'it could not be tried.');
    backups.push(taken.id);
  }
  record(control, app, { backups, actor });
  control.wake();
  await control.changes.until(() => (isStill(control, app) ? true : null), AbortSignal.timeout(stopLimitMs));
  const parked = store.parked.ofApp(app.id);
  if (parked === null) throw notParked(app.name); // somebody was faster in unparking it
  return parked;
}

function refuseInUse(control: Control, app: AppRecord, force: boolean): void {
  if (app.rollOut !== null) throw releaseUnderWay(app.name);
  const nowS = control.clock.nowMs() / 1000;
  const live = control.store.eventPlans.ofApp(app.id).flatMap(({ windows }) => windows.live);
  if (live.some(({ fromS, toS }) => fromS - 24 * 3600 <= nowS && nowS <= toS))
    throw notNow(app.name, 'an event of it is on, or begins within a day');
  if (force) return;
  const to = control.trafficBook.complete();
  const { steps } = control.trafficBook.traffic(app.name, { from: to - lookBackSeconds, to });
  const requests = steps.reduce((sum, { ok, failed }) => sum + ok + failed, 0);
  const sockets = steps.at(-1)?.sockets.open ?? 0;
  if (requests > 0 || sockets > 0)
    throw notNow(
      app.name,
      `${requests} requests came in the last minute and ${sockets} connections are open; --force parks it all the same`,
    );
}

function record(control: Control, app: AppRecord, parked: Pick<ParkedRecord, 'backups' | 'actor'>): void {
  const { store, clock } = control;
  store.transaction(() => {
    if (!store.parked.park({ ...parked, appId: app.id, sinceMs: clock.nowMs() })) throw parkedAlready(app.name);
    meter(control, 'parked');
    tell(control, app, { text: 'Parked: dynos and add-ons are off', actor: parked.actor });
  });
}

/** Neither a dyno of it nor a server of its own runs. */
function isStill(control: Control, app: AppRecord): boolean {
  const servers = parkedServers(control);
  return control.board.all().every((dyno) => (dyno.app !== app.name && !servers.has(dyno.app)) || dyno.state === 'down');
}

/** Everything as it was: answers when it is up, or after a minute. */
export async function unpark(control: Control, app: AppRecord, actor: string): Promise<void> {
  const { store } = control;
  store.transaction(() => {
    if (!store.parked.unpark(app.id)) throw notParked(app.name);
    meter(control, 'unparked');
    tell(control, app, { text: 'Unparked: dynos and add-ons as they were', actor });
  });
  control.wake();
  await control.changes.until(() => (isUp(control, app) ? true : null), AbortSignal.timeout(startLimitMs));
}

function isUp(control: Control, app: AppRecord): boolean {
  const { store, board } = control;
  const wanted = app.serving === null ? 0 : Object.values(store.formations.quantities(app.id)).reduce((sum, quantity) => sum + quantity, 0);
  const dynos = board.ofApp(app).filter(({ kind, state }) => kind === 'formation' && state === 'up').length;
  return dynos >= wanted && serversOfApp(control, app.id).every((server) => liveServer(control, server)?.state === 'up');
}

function tell(
  { store, clock, logBook }: Control,
  app: AppRecord,
  { text, actor }: { readonly text: string; readonly actor: string },
): void {
  store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'app', text, actor });
  logBook.tell(app.name, 'api', [`${text} by user ${actor}`]);
}
