import type { Control } from '../control/control.ts';
import { forgottenOf } from '../monitor/gather-event.ts';
import { keepFinding } from '../monitor/raise-finding.ts';
import { forgottenDynos } from '../rules/findings/f18-forgotten.ts';

/** Two hours after an event something of it may still be wanted, also of an app that sleeps: said with what it costs and a button that ends it (CST-10). */
export function checkForgotten(control: Control): void {
  for (const app of control.store.apps.list()) {
    const finding = forgottenDynos({ forgotten: forgottenOf(control, app) });
    if (finding !== null) keepFinding(control, app.id, finding);
  }
}
