import { changePlan } from '../addons/change-plan.ts';
import type { Control } from '../control/control.ts';
import { findPlan, plans } from '../rules/plans.ts';
import { holdStep } from '../rules/scaling/hold.ts';
import type { HoldStep, OpenSchedule } from '../rules/scaling/hold.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { HoldRecord } from '../store/schedules.ts';
import { addonMeant } from './addon-meant.ts';
import { mayTry, noteFailure, noteSuccess } from './hold-failures.ts';
import type { OpenRecord } from './open-schedules.ts';

const actor = 'schedule';

/** Plans of add-ons by the calendar. A plan that is too small for what is in use stays out until it fits (ALR-23, CON-16). */
export async function keepAddons(control: Control, open: readonly OpenRecord[]): Promise<void> {
  const { store } = control;
  const holds = store.schedules.holds<string>('addon');
  const wanted = open.flatMap((each) => openAddon(control, each));
  const names = new Set([...wanted.map(({ addon }) => addon.name), ...holds.map(({ target }) => target)]);
  for (const name of names) {
    const hold = holds.find(({ target }) => target === name) ?? null;
    const addon = store.addons.find(name);
    if (addon?.state === 'available') {
      const own = wanted.filter((each) => each.addon.name === name).map(({ schedule }) => schedule);
      await keepAddon(control, addon, { open: own, hold });
    } else if (hold !== null) store.schedules.letGo(hold); // destroyed meanwhile
  }
}

interface OpenAddon {
  readonly addon: AddonRecord;
  readonly schedule: OpenSchedule<string>;
}

function openAddon({ store }: Control, { schedule: { id, appId, change }, window: { endMs } }: OpenRecord): OpenAddon[] {
  const addon = change.kind === 'addon' ? addonMeant(store.addons.ofApp(appId), change.addon) : null;
  if (change.kind !== 'addon' || addon === null) return [];
  const plan = (text: string): string => planName(addon, text);
  return [{ addon, schedule: { id, endMs, value: plan(change.plan), after: change.after === null ? null : plan(change.after) } }];
}

/** As it is stored: `hobby-basic` for `postgres:hobby-basic`. */
export function planName(addon: AddonRecord, text: string): string {
  const found = findPlan(text.includes(':') ? text : `${addon.service}:${text}`);
  return found.ok ? found.plan.name : text;
}

interface Keeping {
  readonly open: readonly OpenSchedule<string>[];
  readonly hold: HoldRecord<string> | null;
}

async function keepAddon(control: Control, addon: AddonRecord, { open, hold }: Keeping): Promise<void> {
  const step = holdStep({ open, hold: hold?.hold ?? null, present: addon.plan, stronger: largerOf(addon), fulfils: Object.is });
  const target = { appId: addon.appId, app: addon.appName, target: addon.name };
  if (step.kind === 'nothing' || !mayTry(control, target)) return;
  try {
    await carryOut(control, addon, step);
    noteSuccess(control, target);
  } catch (error) {
    noteFailure(control, target, error);
  }
}

/** The plan that stands later in the table, which is in the order of what they give. */
const largerOf = ({ service }: AddonRecord): ((one: string, other: string) => string) => {
  const names = plans.filter((plan) => plan.service === service).map(({ name }) => name);
  return (one, other) => (names.indexOf(one) >= names.indexOf(other) ? one : other);
};

/** The hold is written before the plan is changed: whoever is stopped in between knows what was there. */
async function carryOut(control: Control, addon: AddonRecord, step: Exclude<HoldStep<string>, { kind: 'nothing' }>): Promise<void> {
  const { schedules } = control.store;
  const key = { appId: addon.appId, kind: 'addon', target: addon.name } as const;
  if (step.kind === 'hold') schedules.hold(key, step.hold);
  const plan = step.kind === 'hold' ? step.set : step.restore;
  if (plan !== null && plan !== addon.plan) {
    await changePlan(control, addon, { plan, actor });
    control.logBook.tell(addon.appName, 'api', [`${addon.name} from ${addon.plan} to ${plan} by user ${actor}`]);
  }
  if (step.kind === 'close') schedules.letGo(key);
}
