import { look } from './actions.ts';
import { idleAndSlow, loadPerDyno, slowPages, twoDigits } from './evidence.ts';
import type { MonitorEvidence, RouteEvidence } from './evidence.ts';
import type { OwnTimeEvidence } from './visitor-evidence.ts';
import { signsOfDatabase } from './f03-database-is-the-limit.ts';
import { worstRoute } from './f12-one-slow-route.ts';
import { found } from './finding.ts';
import type { EvidenceItem, Found } from './finding.ts';

/** Of fewer, a few slow pages say nothing of all. */
const leastRequests = 100;

/** F04: pages are slow, the dynos have time, and nothing speaks for a database. Where it is one page alone, F12 says so. */
export function slowAndIdle(evidence: MonitorEvidence): Found | null {
  const { web, traffic, timeouts, routes, ownTime } = evidence;
  if (!idleAndSlow(evidence) || traffic.requests < leastRequests || signsOfDatabase(evidence).length > 0 || worstRoute(timeouts) !== null)
    return null;
  return found('F04', {
    ...(waitsInside(evidence) ? insideWords : {}),
    evidence: [
      { text: 'load of a dyno, 1 is full', value: twoDigits(loadPerDyno(web)), unit: '' },
      slowPages(traffic),
      ...slowestRoute(routes),
      ...serialShare(ownTime),
    ],
    actions: [look('See which pages take the time', 'metrics'), look('See the slow requests', 'logs')],
    weight: traffic.p95 ?? 0,
  });
}

function slowestRoute(routes: readonly RouteEvidence[]): readonly EvidenceItem[] {
  const [slowest] = routes.toSorted((a, b) => b.p95Ms - a.p95Ms);
  return slowest === undefined
    ? []
    : [{ text: `slowest page, ${slowest.route}, 95 of 100 within`, value: Math.round(slowest.p95Ms), unit: 'ms' }];
}

/** Most of the time goes into the line inside the process. */
const waitsInside = ({ ownTime, traffic }: MonitorEvidence): boolean => ownTime !== null && ownTime.waitP95Ms >= (traffic.p95 ?? 0) / 2;

const insideWords = {
  title: 'Requests wait inside the one process of the app',
  why: 'The app works on one request at a time, and the others stand in line inside it. Quicker pages, a live page or a faster size help; a second dyno helps only an app that can share its work.',
};

/** oTree works on one request at a time. */
const serialShare = (ownTime: OwnTimeEvidence | null): readonly EvidenceItem[] =>
  ownTime === null ? [] : [{ text: 'waited inside the process, 95 of 100 up to', value: Math.round(ownTime.waitP95Ms), unit: 'ms' }];
