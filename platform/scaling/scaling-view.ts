import type { Control } from '../control/control.ts';
import { defaultSlots } from '../rules/app-routes.ts';
import type { ScalingView } from '../rules/scaling/autoscale.ts';
import { windowSeconds } from '../rules/scaling/scaling-memory.ts';
import type { ScalingMemory } from '../rules/scaling/scaling-memory.ts';
import type { TrafficSummary } from '../rules/traffic-summary.ts';
import type { AppRecord } from '../store/apps.ts';
import type { AutoscaleRecord } from '../store/autoscale.ts';
import { heldQuantity } from './held-quantity.ts';

export interface Standing {
  readonly nowMs: number;
  readonly quantity: number;
  readonly up: number;
}

/** How many of a type are wanted and how many answer. */
export function standingOf({ store, board, clock }: Control, app: AppRecord, type: string): Standing {
  const dynos = board.ofApp(app).filter((dyno) => dyno.kind === 'formation' && dyno.type === type);
  const quantity = store.formations.quantities(app.id)[type] ?? 0;
  return { nowMs: clock.nowMs(), quantity, up: Math.min(quantity, dynos.filter(({ state }) => state === 'up').length) };
}

interface Looking {
  readonly record: AutoscaleRecord;
  readonly memory: ScalingMemory;
  readonly standing: Standing;
}

/** What the autoscaler sees; nothing stands against more dynos yet. */
export function viewOf(control: Control, app: AppRecord, { record, memory, standing }: Looking): ScalingView {
  const { type } = record;
  const seconds = windowSeconds(memory, control.trafficBook.complete() * 1000); // what routers have not told of yet is not looked at
  const traffic = byMachineSecond(control, control.trafficBook.summary(app.name, { type, seconds }));
  const floor = heldQuantity(control, app, type) ?? 0;
  return { ...standing, traffic, slots: slotsOf(control, app, type), floor, limits: { elsewhere: null, caps: [] } };
}

/** Requests that one dyno of the type works on at once. */
export function slotsOf({ store }: Control, app: AppRecord, type: string): number {
  const release = app.serving === null ? null : store.releases.find(app.id, app.serving);
  return release?.manifest.formation[type]?.slots ?? defaultSlots;
}

/** Where the calendar runs faster than the machine, more requests come in each of its seconds than a dyno has to answer in one. */
function byMachineSecond({ config }: Control, traffic: TrafficSummary): TrafficSummary {
  const speed = config.clock?.speed ?? 1;
  return { ...traffic, perSecond: traffic.perSecond * speed, busySlots: traffic.busySlots * speed };
}
