import type { Control } from '../control/control.ts';
import type { AppRecord } from '../store/apps.ts';

/** What schedules hold a process type at; a size that is not named stays. */
export interface HeldDynos {
  readonly quantity: number;
  readonly size: string | null;
}

/** The number that a schedule's open window holds the type at; null without one, or when somebody has set it aside. */
export function heldQuantity({ store }: Control, app: AppRecord, type: string): number | null {
  const held = store.schedules.holds<HeldDynos>('type').find(({ appId, target }) => appId === app.id && target === type);
  return held === undefined || held.hold.isOverridden ? null : held.hold.set.quantity;
}
