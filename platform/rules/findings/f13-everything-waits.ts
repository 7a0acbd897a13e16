import { fasterDyno, look, moreDynos } from './actions.ts';
import { loadOfAll, loadPerDyno } from './evidence.ts';
import type { MonitorEvidence } from './evidence.ts';
import { leastTimeouts, worstRoute } from './f12-one-slow-route.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const highLoad = 0.8;

/** F13: requests of many routes run into the limit or are turned away, while the queue is long and the dynos are busy. */
export function everythingWaits(evidence: MonitorEvidence): Found | null {
  const { traffic, web } = evidence;
  if (!isCrowded(evidence)) return null;
  const [given, refused] = turnedAway(traffic);
  return found('F13', {
    evidence: [
      { text: 'requests that ran into the limit (H12)', value: given, unit: '' },
      { text: 'requests that were turned away because too many waited (H11)', value: refused, unit: '' },
      { text: '95 of 100 waited in line for up to', value: Math.round(traffic.queueP95 ?? 0), unit: 'ms' },
      loadOfAll(web),
    ],
    actions: [...(web.runsAlone ? fasterDyno(evidence) : [moreDynos(evidence)]), look('See those requests', 'logs', 'code=H12')],
    weight: given + refused,
  });
}

const turnedAway = ({ codes }: MonitorEvidence['traffic']): readonly [given: number, refused: number] => [
  codes['H12'] ?? 0,
  codes['H11'] ?? 0,
];

function isCrowded({ traffic, timeouts, web }: MonitorEvidence): boolean {
  const [given, refused] = turnedAway(traffic);
  const isOneRoute = worstRoute(timeouts) !== null && refused === 0;
  return given + refused >= leastTimeouts && !isOneRoute && (traffic.queueP95 ?? 0) > 0 && loadPerDyno(web) >= highLoad;
}
