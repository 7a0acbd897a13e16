import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const muchShare = 0.3;
const leastRequests = 100;

/** F30: nearly a third of the requests are of programs that read the web. */
export function robots({ visitors }: MonitorEvidence): Found | null {
  const { requests, robots: own, busiestRobot } = visitors;
  if (requests < leastRequests || own <= muchShare * requests) return null;
  return found('F30', {
    evidence: [
      { text: 'of all requests in the log', value: Math.round((100 * own) / requests), unit: '%' },
      { text: 'the one that asks most', value: busiestRobot, unit: '' },
    ],
    actions: [
      look('See those requests', 'logs', busiestRobot),
      look('Tell them to stay away: robots.txt, or a rule of the route', 'settings'),
    ],
    weight: own / requests,
  });
}
