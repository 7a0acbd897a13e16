import type { Control } from '../control/control.ts';
import type { Autoscale, AutoscaleDecision } from '../rules/scaling/scaling-resources.ts';
import type { AppRecord } from '../store/apps.ts';
import type { AutoscaleRecord, DecisionRecord } from '../store/autoscale.ts';
import { standingOf } from './scaling-view.ts';

/** Enough to find the last one of each process type. */
const looked = 50;

/** An app's autoscalers that are on, with the last decision of each. */
export function shownAutoscales(control: Control, app: AppRecord): readonly Autoscale[] {
  const decisions = control.store.autoscales.decisions(app.id, { limit: looked, changes: false });
  return control.store.autoscales.ofApp(app.id).map((record) => shownAutoscale(control, app, { record, decisions }));
}

function shownAutoscale(
  control: Control,
  app: AppRecord,
  { record, decisions }: { readonly record: AutoscaleRecord; readonly decisions: readonly DecisionRecord[] },
): Autoscale {
  const { type, min, max, p95Ms, isDryRun, notifiesAtMax, untilMs, afterwards, enabledAtMs, actor, source } = record;
  const { quantity, up } = standingOf(control, app, type);
  const last = decisions.find((each) => each.type === type && each.atMs >= enabledAtMs);
  return {
    type,
    min,
    max,
    p95Ms,
    isDryRun,
    notifiesAtMax,
    until: untilMs === null ? null : isoTime(untilMs),
    afterwards,
    since: isoTime(enabledAtMs),
    actor,
    bySchedule: source === 'schedule',
    quantity,
    up,
    last: last === undefined ? null : shownDecision(last),
  };
}

export function shownDecision({ atMs, ...decision }: DecisionRecord): AutoscaleDecision {
  return { ...decision, at: isoTime(atMs) };
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
