import type { Control } from '../control/control.ts';
import { webType } from '../rules/formation.ts';
import type { AutoscaleWish } from '../rules/scaling/autoscale.ts';
import type { AutoscaleRecord } from '../store/autoscale.ts';
import { enableAutoscale, ruleOf } from './autoscale.ts';
import { tryHold } from './hold-failures.ts';
import type { OpenRecord } from './open-schedules.ts';

interface Wanted {
  readonly schedule: OpenRecord['schedule'];
  readonly wish: AutoscaleWish;
}

/** On while a schedule's window is open; whoever's was on before counts again afterwards. */
export function keepScheduledAutoscalers(control: Control, open: readonly OpenRecord[]): void {
  const wanted = open.flatMap(({ schedule }) =>
    schedule.change.kind === 'autoscale' ? [{ schedule, wish: schedule.change.autoscale }] : [],
  );
  const present = control.store.autoscales.inForce().filter(({ source }) => source === 'schedule');
  for (const record of present) if (!wanted.some((each) => isOf(each, record))) turnOff(control, record);
  for (const each of wanted) if (!present.some((record) => isOf(each, record))) turnOn(control, each);
}

/** The first of several schedules whose windows overlap. */
function isOf({ schedule, wish }: Wanted, { appId, type, min, max, p95Ms }: AutoscaleRecord): boolean {
  const rule = ruleOf(wish);
  return schedule.appId === appId && (wish.type ?? webType) === type && rule.min === min && rule.max === max && rule.p95Ms === p95Ms;
}

function turnOn(control: Control, { schedule, wish }: Wanted): void {
  const app = control.store.apps.byName(schedule.appName);
  const { size: _, ...rule } = wish; // dynos and their size are held beside it
  if (app === null) return;
  tryHold(control, { appId: app.id, app: app.name, target: `autoscaler ${schedule.id}` }, () =>
    enableAutoscale(control, app, { wish: rule, actor: `schedule ${schedule.id}`, source: 'schedule' }),
  );
}

function turnOff({ store, clock }: Control, record: AutoscaleRecord): void {
  store.transaction(() => {
    store.autoscales.disable(record);
    const text = `Autoscaler of ${record.type} off: the schedule's window is over`;
    store.events.append({ appId: record.appId, atMs: clock.nowMs(), kind: 'scale', text, actor: record.actor });
  });
}
