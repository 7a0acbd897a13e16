import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import { noSuchProcessType, noSuchSize, wrongQuantity } from '../errors.ts';
import { runsOnOneWebDyno } from '../releases/errors.ts';
import { findSize } from '../rules/dyno-sizes.ts';
import { webType } from '../rules/formation.ts';
import { runsAlone } from '../rules/otree-guest.ts';
import { mostDynos } from '../rules/plans.ts';
import type { ProcessType } from '../rules/resources.ts';
import type { ScheduledFormation } from '../rules/scaling/schedule.ts';
import type { AppRecord } from '../store/apps.ts';

/** Refuses dynos that the app could not run when their time comes. */
export function checkFormation(control: Control, app: AppRecord, formation: ScheduledFormation): void {
  const types = processTypes(control, app);
  const isAlone = runsAlone(Object.fromEntries(types.map(({ type, command }) => [type, command])));
  for (const [type, { quantity, size }] of Object.entries(formation)) {
    checkType(app, types, type);
    if (!Number.isInteger(quantity) || quantity < 0 || quantity > mostDynos) throw wrongQuantity(type, mostDynos);
    if (size !== undefined && findSize(size) === null) throw noSuchSize(size);
    if (isAlone && type === webType && quantity > 1) throw runsOnOneWebDyno(app.name);
  }
}

export function checkType(app: AppRecord, types: readonly ProcessType[], type: string): void {
  const known = types.map((each) => each.type);
  if (!known.includes(type)) throw noSuchProcessType(app.name, type, known);
}
