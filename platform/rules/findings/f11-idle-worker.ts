import { scaleTo } from './actions.ts';
import type { WorkerEvidence } from './app-evidence.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** A tenth of a percent of a core. */
const idleLoad = 0.001;

/** F11: the worker of oTree 5 and later, which only sleeps. */
export function idleWorker({ workers, web, app }: MonitorEvidence): Found | null {
  const idle = app.guest === 'otree' ? workers.find(isIdle) : undefined;
  if (idle === undefined) return null;
  const { type, size, quantity } = idle;
  return found('F11', {
    scope: type,
    evidence: [
      { text: `${type} dynos`, value: quantity, unit: '' },
      { text: 'of a core in use by them, less than', value: 0.1, unit: '%' },
    ],
    actions: [scaleTo(web, { type, size, was: quantity, quantity: 0, effect: 'oTree does the same work without it.' })],
    weight: quantity,
  });
}

const isIdle = ({ type, quantity, load }: WorkerEvidence): boolean => type === 'worker' && quantity > 0 && load !== null && load < idleLoad;
