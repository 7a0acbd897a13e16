import { moreDynos } from './actions.ts';
import { isSlow, loadOfAll, loadPerDyno, slowPages, twoDigits } from './evidence.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const busyShare = 0.9;

/** F02: all web dynos together compute as much as they can, and pages are slow. */
export function dynosTooBusy(evidence: MonitorEvidence): Found | null {
  const { web, traffic } = evidence;
  if (web.runsAlone || web.up === 0 || loadPerDyno(web) < busyShare || !isSlow(traffic)) return null;
  return found('F02', {
    title: web.up === 1 ? 'The web dyno is too busy' : 'The web dynos are too busy',
    evidence: [
      loadOfAll(web),
      slowPages(traffic),
      { text: 'requests a second that reached dynos', value: twoDigits(traffic.perSecond), unit: '' },
    ],
    actions: [moreDynos(evidence)],
    weight: traffic.p95 ?? 0,
  });
}
