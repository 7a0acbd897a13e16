import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import { raiseFinding } from '../monitor/raise-finding.ts';
import { forgotten } from '../rules/costs/forgotten.ts';
import { moneyText, wholeMicro } from '../rules/costs/money-text.ts';
import { exact, times } from '../rules/costs/exact.ts';
import type { EventPlanRecord } from '../store/event-plans.ts';
import { meterPrices } from './prices.ts';

/** Two hours after an event something of it may still run: said with what it costs and a button that ends it (CST-10). */
export function checkForgotten(control: Control): void {
  const plans = control.store.eventPlans.all();
  const nowS = control.clock.nowMs() / 1000;
  const isOver = ({ windows }: EventPlanRecord): boolean => windows.live.every(({ toS }) => toS < nowS);
  for (const app of new Set(plans.map(({ appName }) => appName))) {
    const ofApp = plans.filter(({ appName }) => appName === app);
    const last = ofApp.filter(isOver).at(-1);
    if (last !== undefined && ofApp.every(isOver)) tellForgotten(control, last);
  }
}

function tellForgotten(control: Control, { appName, name, windows }: EventPlanRecord): void {
  const app = control.store.apps.byName(appName);
  if (app === null) return;
  const { book } = meterPrices(control);
  const present = Object.fromEntries(processTypes(control, app).map(({ type, quantity, size }) => [type, { quantity, size }]));
  const nowS = Math.floor(control.clock.nowMs() / 1000);
  const found = forgotten({ ...windows, present, book, nowS });
  if (found === null) return;
  const perDay = moneyText(found.perDayMicro, { currency: book.currency, places: 2 });
  const perHourMicro = -wholeMicro(times(found.perDayMicro, exact(1n, 24n)));
  raiseFinding(control, {
    rule: 'F18',
    app: app.name,
    evidence: [
      ...found.types.map(({ type, quantity, was }) => ({
        text: `${type} dynos now, and ${quantity} before ${name}`,
        value: was,
        unit: '',
      })),
      { text: 'more than before the event, a day', value: perDay, unit: '' },
    ],
    actions: found.types.map(({ type, quantity, was }) => ({
      label: `Back to ${quantity} ${type}`,
      call: { verb: 'scale', type, quantity, was },
      confirm: `${type} goes from ${was} to ${quantity} dynos. That saves about ${perDay} a day.`,
      costDelta: { perHourMicro, currency: book.currency },
    })),
  });
}
