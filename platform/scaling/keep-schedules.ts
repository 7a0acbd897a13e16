import type { Control } from '../control/control.ts';
import { keepAddons } from './keep-addons.ts';
import { keepScheduledAutoscalers } from './keep-scheduled-autoscalers.ts';
import { keepTypes } from './keep-types.ts';
import { openSchedules } from './open-schedules.ts';

/**
 * What the calendar wants at this moment comes true: autoscalers, dynos, add-ons (platform specification, ALR-20 to ALR-23). A look asks what
 * is open now and what is held, so it may be late by any time: a beginning is made up for inside its window, an end always comes.
 */
export async function keepSchedules(control: Control): Promise<void> {
  const open = openSchedules(control);
  keepScheduledAutoscalers(control, open);
  keepTypes(control, open);
  await keepAddons(control, open);
}
