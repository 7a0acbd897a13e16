import { isUnreachable } from '../errors.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { scaleApp } from '../control/app-operations.ts';
import { alertOf, alertOver } from '../alerts/alert-of.ts';
import type { Control } from '../control/control.ts';
import { raiseFinding } from '../monitor/raise-finding.ts';
import { decideScaling } from '../rules/scaling/autoscale.ts';
import type { ScalingDecision, ScalingView } from '../rules/scaling/autoscale.ts';
import { scalingFigures } from '../rules/scaling/figures.ts';
import { noticed } from '../rules/scaling/scaling-memory.ts';
import type { ScheduledFormation } from '../rules/scaling/schedule.ts';
import type { AppRecord } from '../store/apps.ts';
import type { AutoscaleRecord } from '../store/autoscale.ts';
import { limitsOf } from './scaling-limits.ts';
import { noticeIdle } from './notice-idle.ts';
import { autoscalerSubject } from './autoscale.ts';
import { standingOf, viewOf } from './scaling-view.ts';

/** Who changes the formation, in events and in the log. */
const actor = 'autoscaler';

/** Every autoscaler takes its decision: read, decide, write (platform specification, ALR-11 to ALR-18). */
export async function autoscale(control: Control): Promise<void> {
  for (const record of control.store.autoscales.inForce()) {
    const app = control.store.apps.byName(record.appName);
    if (app === null || app.serving === null) continue;
    if (record.untilMs !== null && record.untilMs <= control.clock.nowMs()) endAutoscale(control, app, record);
    else await decideFor(control, app, record);
  }
}

/** Notes that dynos which were added are up, so that what comes from now on counts at the next decision; every second. */
export function noticeNewDynos(control: Control): void {
  for (const record of control.store.autoscales.inForce()) {
    const app = control.store.apps.byName(record.appName);
    const isWaiting = (record.memory.measuredFromMs ?? 0) > control.clock.nowMs();
    if (app === null || !isWaiting) continue;
    const memory = noticed(record.memory, standingOf(control, app, record.type));
    if (memory.measuredFromMs !== record.memory.measuredFromMs) control.store.autoscales.remember(record, memory);
  }
}

async function decideFor(control: Control, app: AppRecord, record: AutoscaleRecord): Promise<void> {
  const standing = standingOf(control, app, record.type);
  const memory = noticed(record.memory, standing);
  const view = viewOf(control, app, { record, memory, standing });
  const hasMore = decideScaling(record, view, memory).kind === 'up'; // what stands against more is only looked at when more are wanted
  const seen: ScalingView = hasMore ? { ...view, limits: await limitsOf(control, app, { type: record.type, view }) } : view;
  const decision = decideScaling(record, seen, memory);
  carryOut(control, app, { record, view: seen, decision });
  if (decision.finding !== null) raise(control, app, { decision, view: seen });
}

interface Decided {
  readonly record: AutoscaleRecord;
  readonly view: ScalingView;
  readonly decision: ScalingDecision;
}

/** The change, its words and what is to be remembered of it, in one transaction. */
function carryOut(control: Control, app: AppRecord, { record, view, decision }: Decided): void {
  const { store } = control;
  const { quantity: to, kind, memory } = decision;
  const { type, isDryRun } = record;
  const isMove = to !== view.quantity;
  const words = isMove && isDryRun ? `Would go ${decision.words}` : decision.words;
  const before = store.autoscales.decisions(app.id, { limit: 1, changes: false })[0];
  store.transaction(() => {
    if (isMove && !isDryRun) scaleApp(control, app, { wish: { [type]: { quantity: to, was: view.quantity } }, actor, why: words });
    else if (kind !== before?.kind) tell(control, app, { record, view, decision: { ...decision, words } });
    store.autoscales.remember(record, isDryRun ? { ...memory, quantity: view.quantity } : memory);
    const facts = { appId: app.id, type, atMs: view.nowMs, from: view.quantity, to, kind, words, figures: scalingFigures(view), isDryRun };
    store.autoscales.addDecision(facts);
  });
  tellPeople(control, app, { record, view, decision });
  noticeIdle(control, app, record);
}

/** By the channels, where that was asked for: more would be needed than may be. */
function tellPeople(control: Control, app: AppRecord, { record, view, decision: { kind, words } }: Decided): void {
  const { type, isDryRun, notifiesAtMax } = record;
  const subject = autoscalerSubject(record);
  if (kind !== 'at max' || isDryRun || !notifiesAtMax) return alertOver(control, subject);
  const text = `The autoscaler of ${type} can add no more: ${words}`;
  return alertOf(control, { kind: 'autoscaler', stat: 'at max', subject, appId: app.id, severity: 'warning', text, value: view.quantity });
}

/** What is out of the ordinary stands in Activity and in the app's log; once as long as it lasts. */
function tell({ store, logBook }: Control, app: AppRecord, { record, view, decision }: Decided): void {
  if (decision.kind === 'steady' || decision.kind === 'waiting' || decision.kind === 'blind') return;
  const isLoud = decision.kind === 'at max' ? record.notifiesAtMax : decision.finding !== null;
  const text = `Autoscaler of ${record.type}: ${decision.words}`;
  store.events.append({ appId: app.id, atMs: view.nowMs, kind: 'scale', level: isLoud ? 'warning' : 'info', text, actor });
  logBook.tell(app.name, actor, [text]);
}

function raise(control: Control, app: AppRecord, { decision, view }: Pick<Decided, 'decision' | 'view'>): void {
  if (decision.finding !== 'F03') return; // the monitor finds the others by itself
  const { traffic, slots, up } = view;
  raiseFinding(control, {
    rule: 'F03',
    app: app.name,
    evidence: [
      { text: 'The autoscaler adds nothing', value: decision.words, unit: '' },
      { text: 'p95 response time', value: Math.round(traffic.p95 ?? 0), unit: 'ms' },
      { text: `slots busy of ${up * slots}`, value: Math.round(traffic.busySlots * 10) / 10, unit: '' },
    ],
  });
}

/** Its time is over: it goes, and what is to run afterwards comes. What cannot be done now is tried again at the next look. */
function endAutoscale(control: Control, app: AppRecord, record: AutoscaleRecord): void {
  const { store, clock, logger } = control;
  const { type, afterwards } = record;
  try {
    store.transaction(() => {
      if (afterwards !== null) scaleApp(control, app, { wish: afterwards, actor });
      store.autoscales.disable(record);
      alertOver(control, autoscalerSubject(record));
      const then = afterwards === null ? '' : `; ${formationWords(afterwards)} from now on`;
      store.events.append({
        appId: app.id,
        atMs: clock.nowMs(),
        kind: 'scale',
        text: `Autoscaler of ${type} off: its time is over${then}`,
        actor,
      });
    });
  } catch (error) {
    if (!(error instanceof RostraError) || isUnreachable(error)) throw error;
    logger.error('autoscaler_end_failed', { app: app.name, error });
  }
}

const formationWords = (formation: ScheduledFormation): string =>
  Object.entries(formation)
    .map(([type, { quantity, size }]) => `${type}=${quantity}${size === undefined ? '' : `:${size}`}`)
    .join(' ');
