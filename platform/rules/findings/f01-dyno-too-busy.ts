import { fasterDyno } from './actions.ts';
import { isSlow, slowPages, twoDigits } from './evidence.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** Three of the last five minutes. */
const busyMinutes = 3;
const full = 1;

/** F01: the one web dyno of an app that must not have more computes all the time. */
export function dynoTooBusy(evidence: MonitorEvidence): Found | null {
  const { web, traffic } = evidence;
  const busy = web.loads.filter((load) => load >= full).length;
  if (!web.runsAlone || web.up !== 1 || busy < busyMinutes || !isSlow(traffic)) return null;
  const highest = Math.max(...web.loads);
  return found('F01', {
    evidence: [
      { text: 'minutes of the last five at a load of 1 or more', value: busy, unit: '' },
      { text: 'highest load of the dyno in a minute, 1 is full', value: twoDigits(highest), unit: '' },
      slowPages(traffic),
    ],
    actions: fasterDyno(evidence),
    weight: highest,
  });
}
