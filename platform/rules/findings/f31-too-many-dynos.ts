import { scaleTo } from './actions.ts';
import { twoDigits } from './evidence.ts';
import type { LongRun } from './event-evidence.ts';
import type { MonitorEvidence, WebEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const leastMinutes = 30;
const idleShare = 0.3;
const slotShare = 0.5;

/** F31: for half an hour the dynos had next to nothing to do, and one less would have next to nothing too. */
export function tooManyDynos({ web, longRun }: MonitorEvidence): Found | null {
  if (longRun === null || web.quantity < 2 || !hasRoom(web, longRun)) return null;
  const { minutes, load, busySlots } = longRun;
  const quantity = Math.max(1, Math.ceil(load / idleShare), Math.ceil(busySlots / (slotShare * web.slots)));
  return found('F31', {
    evidence: [
      { text: `load of all ${web.quantity} dynos in ${minutes} minutes, ${web.quantity} is full`, value: twoDigits(load), unit: '' },
      { text: `requests at once, of ${web.quantity * web.slots} that they can work on`, value: twoDigits(busySlots), unit: '' },
      { text: 'waited in line', value: 0, unit: 'ms' },
    ],
    actions: [
      scaleTo(web, {
        type: 'web',
        size: web.size,
        was: web.quantity,
        quantity: Math.min(quantity, web.quantity - 1),
        effect: 'Pages stay as fast as they are.',
      }),
    ],
    weight: web.quantity,
  });
}

function hasRoom({ quantity, slots }: WebEvidence, { minutes, load, busySlots, queueP95 }: LongRun): boolean {
  const withOneLess = busySlots / ((quantity - 1) * slots);
  return minutes >= leastMinutes && load < idleShare * quantity && queueP95 === 0 && withOneLess < slotShare;
}
