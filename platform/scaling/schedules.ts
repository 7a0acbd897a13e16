import type { Control } from '../control/control.ts';
import { wrongPlan } from '../errors.ts';
import { findPlan } from '../rules/plans.ts';
import { nextWindows } from '../rules/scaling/calendar.ts';
import { windowFault } from '../rules/scaling/schedule-faults.ts';
import { scheduleTitle, windowWords } from '../rules/scaling/schedule-words.ts';
import type { ScheduledChange, ScheduledFormation, ScheduleWish } from '../rules/scaling/schedule.ts';
import type { AppRecord } from '../store/apps.ts';
import { addonMeant } from './addon-meant.ts';
import { checkedRule } from './autoscale.ts';
import { checkFormation } from './check-formation.ts';
import { noSuchSchedule, wrongScaleSchedule } from './errors.ts';

interface Applying {
  /** Removes them together later; null: each is alone. */
  readonly group: string | null;
  readonly wishes: readonly ScheduleWish[];
  readonly actor: string;
}

const mostSchedules = 200;

/** Makes schedules, all of them or, when one cannot be, none; their numbers. They take effect with the next look at the calendar. */
export function applySchedules(control: Control, app: AppRecord, { group, wishes, actor }: Applying): readonly number[] {
  const { store, clock } = control;
  for (const wish of wishes) checkSchedule(control, app, wish);
  return store.transaction(() => {
    if (store.schedules.ofApp(app.id).length + wishes.length > mostSchedules)
      throw wrongScaleSchedule(`${app.name} can have ${mostSchedules} schedules and not more.`);
    return wishes.map(({ what, window }) => {
      const createdAtMs = clock.nowMs();
      const id = store.schedules.add({ appId: app.id, group, change: what, window, actor, createdAtMs });
      const text = `Schedule ${id}: ${scheduleTitle(what)}, ${windowWords(window)}`;
      store.events.append({ appId: app.id, atMs: createdAtMs, kind: what.kind === 'addon' ? 'addon' : 'scale', text, actor });
      return id;
    });
  });
}

/** Takes away all schedules of a group; how many. What an open window holds is let go with the next look. */
export function removeSchedules(
  control: Control,
  app: AppRecord,
  { group, actor }: { readonly group: string; readonly actor: string },
): number {
  const { store, clock } = control;
  return store.transaction(() => {
    const count = store.schedules.removeGroup(app.id, group);
    const text = `${count} schedules of ${group} removed`;
    if (count > 0) store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'scale', text, actor });
    return count;
  });
}

export function removeSchedule(control: Control, app: AppRecord, { id, actor }: { readonly id: number; readonly actor: string }): void {
  const { store, clock } = control;
  store.transaction(() => {
    if (!store.schedules.remove(app.id, id)) throw noSuchSchedule(app.name, id);
    store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'scale', text: `Schedule ${id} removed`, actor });
  });
}

/** Refuses what could not be done when its time comes. */
export function checkSchedule(control: Control, app: AppRecord, { what, window }: ScheduleWish): void {
  const fault = windowFault(window, control.clock.nowMs());
  if (fault !== null) throw wrongScaleSchedule(fault);
  checkChange(control, app, what);
}

function checkChange(control: Control, app: AppRecord, change: ScheduledChange): void {
  switch (change.kind) {
    case 'addon':
      return checkAddon(control, app, change);
    case 'autoscale':
      checkedRule(control, app, change.autoscale);
      return checkFormation(control, app, change.after ?? {});
    case 'scale': {
      if (Object.keys(change.formation).length === 0)
        throw wrongScaleSchedule('A schedule needs a process type and a number, as in web=10.');
      checkFormation(control, app, change.formation);
      checkFormation(control, app, change.after ?? {});
      return checkAfter(change.formation, change.after ?? {});
    }
  }
}

/** What runs afterwards can only be said of what the window changes. */
function checkAfter(formation: ScheduledFormation, after: ScheduledFormation): void {
  const stray = Object.keys(after).find((type) => !Object.hasOwn(formation, type));
  if (stray !== undefined) throw wrongScaleSchedule(`${stray} is named for afterwards, but the window does not change it.`);
}

function checkAddon({ store }: Control, app: AppRecord, change: Extract<ScheduledChange, { kind: 'addon' }>): void {
  const addon = addonMeant(store.addons.ofApp(app.id), change.addon);
  if (addon === null)
    throw wrongScaleSchedule(`${app.name} has no add-on "${change.addon}", or several of this service: name one of them.`);
  for (const plan of [change.plan, ...(change.after === null ? [] : [change.after])]) {
    const found = findPlan(plan.includes(':') ? plan : `${addon.service}:${plan}`);
    if (!found.ok) throw wrongPlan(found.fault, found.known);
    if (found.plan.service !== addon.service)
      throw wrongPlan(`${addon.name} is a ${addon.service} and cannot become ${plan}.`, [addon.plan]);
  }
}

/** The next windows of a schedule that is not made yet. */
export function previewOf(
  control: Control,
  { what, window }: ScheduleWish,
): { readonly title: string; readonly when: string; readonly windows: ReturnType<typeof nextWindows> } {
  return { title: scheduleTitle(what), when: windowWords(window), windows: nextWindows(window, control.clock.nowMs() - 1, 10) };
}
