import type { Control } from '../control/control.ts';
import type { Usage } from '../rules/costs/ledger-interval.ts';
import { sizesOf } from '../control/resources.ts';
import { checkBudgets } from './check-budgets.ts';
import { checkForgotten } from './check-forgotten.ts';
import { beat, beatSeconds, meter, resumeMeter, runPrefix } from './meter.ts';

/** Not faster than this, however fast the clock runs. */
const leastMs = 20;
/** So many beats may be late before the platform counts as away. */
const lateBeats = 3;
/** Budgets are looked at once a minute. */
const beatsToCheck = 6;

/** The meter runs: what was left open is settled, then the platform says every ten seconds of its clock that it is there. Gives the timer that says so. */
export function keepCosts(control: Control): NodeJS.Timeout {
  const speed = control.config.clock?.speed ?? 1;
  const everyMs = Math.max(leastMs, (beatSeconds * 1000) / speed);
  const grace = speed === 1 ? beatSeconds : Math.ceil((lateBeats * everyMs * speed) / 1000);
  resumeMeter(control, grace);
  let beats = 0;
  return setInterval(() => {
    beat(control);
    beats += 1;
    if (beats % beatsToCheck !== 0) return;
    checkBudgets(control);
    checkForgotten(control);
  }, everyMs);
}

/** With each pass: what serves, what sleeps, and the one-off dynos that the driver knows. */
export function meterPass(control: Control): void {
  meter(control, 'pass', runsOf(control));
}

/** One-off dynos and release phases that run now. */
function runsOf(control: Control): readonly Usage[] {
  const { board, store } = control;
  const running = board
    .all()
    .filter(
      ({ kind, state }) => (kind === 'run' || kind === 'release') && (state === 'starting' || state === 'up' || state === 'stopping'),
    );
  return running.flatMap((dyno) => {
    const app = store.apps.byName(dyno.app);
    if (app === null) return [];
    const { name } = sizesOf(store, app)(dyno.type);
    return [{ resource: `${runPrefix}${dyno.id}`, app: app.name, kind: 'dyno', key: name, quantity: 1 }];
  });
}
