import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const leastCuts = 5;
const atStopsShare = 0.8;

/** F14: connections are cut, nearly all of them when a dyno stops. */
export function cutAtStops({ cutOff }: MonitorEvidence): Found | null {
  const { unanswered, atStops } = cutOff;
  if (!isCutAtStops(cutOff)) return null;
  return found('F14', {
    evidence: [
      { text: 'connections closed without an answer (H13)', value: unanswered, unit: '' },
      { text: 'of them within 30 s after a dyno was stopped', value: atStops, unit: '' },
    ],
    actions: [
      look('See those requests', 'logs', 'code=H13'),
      look('Let the app server finish on SIGTERM; mind max_requests and keep-alive of its workers', 'config'),
    ],
    weight: unanswered,
  });
}

export const isCutAtStops = ({ unanswered, atStops }: MonitorEvidence['cutOff']): boolean =>
  unanswered >= leastCuts && atStops >= atStopsShare * unanswered;
