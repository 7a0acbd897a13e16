import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import { webType } from '../rules/formation.ts';
import { runsAlone } from '../rules/otree-guest.ts';
import { afterMomentMs, dynosForRush, readMoments } from '../rules/scaling/moments.ts';
import type { Moment } from '../rules/scaling/moments.ts';
import type { AppRecord } from '../store/apps.ts';
import type { MomentRecord } from '../store/moments.ts';

/** Apps that have no such page are asked again after so long. */
const silentMs = 600_000;
const answerLimitMs = 2_000;
const mostBytes = 262_144;

/** When an app is asked next, and what was wrong with its last answer; told once. */
const askNext = new Map<string, number>();
const faults = new Map<string, string>();

/** Asks every app that runs when many people are about to come (platform specification, ALR-41). */
export async function hearMoments(control: Control): Promise<void> {
  const nowMs = control.clock.nowMs();
  for (const moment of control.store.moments.all()) if (moment.atMs + afterMomentMs <= nowMs) control.store.moments.remove(moment.number);
  const due = control.store.apps.list().filter((app) => (askNext.get(app.name) ?? 0) <= nowMs);
  await Promise.all(due.map(async (app) => hearApp(control, app)));
}

async function hearApp(control: Control, app: AppRecord): Promise<void> {
  const port = control.board.ofApp(app).find((dyno) => dyno.kind === 'formation' && dyno.type === webType && dyno.state === 'up')?.port;
  if (port == null) return; // what is known stays
  const answer = await asked(port);
  const nowMs = control.clock.nowMs();
  if (answer === null) return void askNext.set(app.name, nowMs + silentMs);
  const read = readMoments(answer, nowMs, Date.parse);
  if (read.ok) keepMoments(control, app, read.moments);
  else if (faults.get(app.name) !== read.fault)
    control.logBook.tell(app.name, 'moments', [`What /.rostra/moments says is not believed: ${read.fault}`]);
  if (read.ok) faults.delete(app.name);
  else faults.set(app.name, read.fault);
}

/** Null: the app has no such page. */
async function asked(port: number): Promise<unknown> {
  try {
    const signal = AbortSignal.timeout(answerLimitMs);
    const answer = await fetch(`http://127.0.0.1:${port}/.rostra/moments`, {
      signal,
      redirect: 'manual',
      headers: { accept: 'application/json' },
    });
    if (!answer.ok || answer.headers.get('content-type')?.startsWith('application/json') !== true) return null;
    const text = await answer.text();
    return text.length > mostBytes ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** New ones and those that moved are written down; one that is not named any more is withdrawn, unless it has just been. */
function keepMoments(control: Control, app: AppRecord, moments: readonly Moment[]): void {
  const { store, clock } = control;
  const known = store.moments.all().filter(({ appId }) => appId === app.id);
  store.transaction(() => {
    for (const moment of moments) keepMoment(control, app, { moment, before: known.find(({ id }) => id === moment.id) ?? null });
    const gone = known.filter(({ id, atMs }) => atMs > clock.nowMs() && !moments.some((moment) => moment.id === id));
    for (const each of gone) {
      store.moments.remove(each.number);
      tell(control, app, `${each.title} is not planned any more`);
    }
  });
}

function keepMoment(
  control: Control,
  app: AppRecord,
  { moment, before }: { readonly moment: Moment; readonly before: MomentRecord | null },
): void {
  if (before !== null && before.atMs === moment.atMs && before.expectPeople === moment.expectPeople && before.title === moment.title)
    return;
  const quantity = quantityFor(control, app, moment);
  control.store.moments.put({ ...moment, appId: app.id, quantity });
  const at = new Date(moment.atMs).toISOString();
  tell(control, app, `${moment.title} at ${at}: ${moment.expectPeople} people are expected, ${quantity} web dynos are to be ready`);
}

function tell({ store, clock }: Control, app: AppRecord, text: string): void {
  store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'app', text, actor: app.name });
}

const mostWithoutAutoscaler = 10;
const lookedBackSeconds = 3600;
const fewest = 20;

function quantityFor(control: Control, app: AppRecord, { expectPeople }: Moment): number {
  const types = processTypes(control, app);
  if (runsAlone(Object.fromEntries(types.map(({ type, command }) => [type, command])))) return 1;
  const { perSecond, busySlots, requests } = control.trafficBook.summary(app.name, { seconds: lookedBackSeconds });
  const serviceMs = requests < fewest || perSecond === 0 ? null : (busySlots / perSecond) * 1000;
  const most = control.store.autoscales.ofApp(app.id).find(({ type }) => type === webType)?.max ?? mostWithoutAutoscaler;
  return dynosForRush({ expectPeople, serviceMs, most });
}
