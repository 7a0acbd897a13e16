import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { isCutAtStops } from './f14-cut-at-stops.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const leastCuts = 5;

/** F15: connections are cut, and no stop of a dyno explains it. */
export function cutWithoutStops({ cutOff }: MonitorEvidence): Found | null {
  const { unanswered, atStops, interrupted, workerTimeouts } = cutOff;
  const unexplained = unanswered - atStops + interrupted;
  if (unexplained < leastCuts || isCutAtStops(cutOff)) return null;
  return found('F15', {
    evidence: [
      { text: 'connections closed without an answer (H13)', value: unanswered, unit: '' },
      { text: 'answers broken off (H18)', value: interrupted, unit: '' },
      { text: 'workers that the app server ended (WORKER TIMEOUT)', value: workerTimeouts, unit: '' },
    ],
    actions: [
      workerTimeouts > 0
        ? look('See the workers that were ended', 'logs', 'WORKER TIMEOUT')
        : look('See those requests', 'logs', unanswered >= interrupted ? 'code=H13' : 'code=H18'),
    ],
    weight: unexplained,
  });
}
