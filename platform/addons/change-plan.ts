import type { Control } from '../control/control.ts';
import { meter } from '../costs/meter.ts';
import { addonIsChanging, noSuchAddon, planTooSmall, wrongPlan } from '../errors.ts';
import { planFaults } from '../rules/plan-fit.ts';
import { findPlan } from '../rules/plans.ts';
import type { Plan } from '../rules/plans.ts';
import type { AddonRecord } from '../store/addons.ts';
import { addonUse } from './addon-use.ts';
import { errorService } from './errors.ts';
import { mailService } from './mail.ts';
import { limitPostgres } from './postgres.ts';
import { limitRedis } from './redis.ts';

const changing = new Set<string>();

/** Puts an add-on on another plan of its service, larger or smaller, while its users go on. Refused when they take more than the plan has. */
export async function changePlan(
  control: Control,
  addon: AddonRecord,
  wish: { readonly plan: string; readonly actor: string },
): Promise<AddonRecord> {
  const plan = planFor(addon, wish.plan);
  if (changing.has(addon.name)) throw addonIsChanging(addon.name);
  changing.add(addon.name);
  try {
    const faults = planFaults(await addonUse(control, addon), plan);
    if (faults.length > 0) throw planTooSmall(addon.name, `${plan.service}:${plan.name}`, faults);
    if (plan.service === 'postgres') await limitPostgres(control, addon, plan);
    if (plan.service === 'redis') await limitRedis(control, addon, plan);
    const changed = record(control, addon, { plan, actor: wish.actor });
    if (plan.service === 'mail') await mailService.write(control);
    if (plan.service === 'errors') await errorService.write(control);
    return changed;
  } finally {
    changing.delete(addon.name);
  }
}

/** `hobby-basic` means a plan of the add-on's own service. */
function planFor(addon: AddonRecord, text: string): Plan {
  const found = findPlan(text.includes(':') ? text : `${addon.service}:${text}`);
  if (!found.ok) throw wrongPlan(found.fault, found.known);
  if (found.plan.service !== addon.service) throw wrongPlan(`${addon.name} is a ${addon.service} and cannot become ${text}.`, [addon.plan]);
  return found.plan;
}

function record(control: Control, addon: AddonRecord, change: { readonly plan: Plan; readonly actor: string }): AddonRecord {
  const { store, clock } = control;
  const { plan, actor } = change;
  return store.transaction(() => {
    const present = store.addons.find(addon.name);
    if (present?.state !== 'available') throw noSuchAddon(addon.appName, addon.name); // destroyed meanwhile
    store.addons.setPlan(addon.name, plan.name);
    meter(control, 'plan changed');
    const text = `${addon.name} from ${addon.plan} to ${plan.name}`;
    store.events.append({ appId: addon.appId, atMs: clock.nowMs(), kind: 'addon', text, actor });
    return { ...present, plan: plan.name };
  });
}
