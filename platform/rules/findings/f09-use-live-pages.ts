import { look } from './actions.ts';
import { twoDigits } from './evidence.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const manyParticipants = 30;
const quickSeconds = 10;
const manyRounds = 10;
/** Of what the one process can do. */
const busyShare = 0.5;
/** A live page sends an answer over the connection that is there: one short message in place of a page and its answer. */
const liveShare = 0.5;

/** F09: people press quickly, round after round, on one page of oTree: the load is of the page's kind and not of too many people. */
export function useLivePages({ game, ownTime, web }: MonitorEvidence): Found | null {
  if (game === null || ownTime === null || !web.runsAlone || ownTime.meanMs <= 0) return null;
  const { page, participants, rounds, staySeconds, requestsPerSecond } = game;
  const capacity = 1000 / ownTime.meanMs;
  const isQuick = participants >= manyParticipants && staySeconds <= quickSeconds && rounds >= manyRounds;
  if (!isQuick || requestsPerSecond < busyShare * capacity) return null;
  return found('F09', {
    scope: page,
    title: `${page} would be better as a live page`,
    evidence: [
      { text: 'participants at once', value: participants, unit: '' },
      { text: `rounds of ${page}`, value: rounds, unit: '' },
      { text: 'seconds that a participant stays on it', value: twoDigits(staySeconds), unit: 's' },
      { text: `requests a second now, of ${twoDigits(capacity)} that the process can do`, value: twoDigits(requestsPerSecond), unit: '' },
      { text: 'requests a second with a live page, about', value: twoDigits(requestsPerSecond * liveShare * busyShare), unit: '' },
    ],
    actions: [look(`See ${page} in the log`, 'logs', page)],
    weight: requestsPerSecond,
  });
}
