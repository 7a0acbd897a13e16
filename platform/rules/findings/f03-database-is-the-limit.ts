import { look } from './actions.ts';
import { idleAndSlow, loadPerDyno, slowPages, twoDigits } from './evidence.ts';
import type { DatabaseEvidence, MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { EvidenceItem, Found } from './finding.ts';

const nearLimit = 0.8;
const goodHitPercent = 99;
/** Of the requests that are worked on, those whose statement is under way. */
const statementShare = 0.6;

/** F03: pages are slow, the dynos have time, and something speaks for a database. */
export function databaseIsTheLimit(evidence: MonitorEvidence): Found | null {
  const { web, traffic } = evidence;
  const signs = idleAndSlow(evidence) ? signsOfDatabase(evidence) : [];
  if (signs.length === 0) return null;
  return found('F03', {
    evidence: [{ text: 'load of a dyno, 1 is full', value: twoDigits(loadPerDyno(web)), unit: '' }, slowPages(traffic), ...signs],
    actions: [look('See the database and its plans', 'addons'), look('See which pages take the time', 'metrics')],
    weight: traffic.p95 ?? 0,
  });
}

/** What speaks for the databases of an app as its limit. */
export const signsOfDatabase = ({ databases, traffic }: MonitorEvidence): readonly EvidenceItem[] =>
  databases.flatMap((database) => signsOf(database, traffic.busySlots));
function signsOf(database: DatabaseEvidence, busySlots: number): readonly EvidenceItem[] {
  const { name, connections, connectionLimit, active, lockWaits, longestSeconds, hitPercent } = database;
  const isFull = connectionLimit !== null && connections >= nearLimit * connectionLimit;
  return [
    ...(lockWaits >= 1 ? [{ text: `statements in ${name} that wait for a lock`, value: twoDigits(lockWaits), unit: '' }] : []),
    ...(isFull ? [{ text: `connections of ${name}, of ${connectionLimit}`, value: Math.round(connections), unit: '' }] : []),
    ...(hitPercent !== null && hitPercent < goodHitPercent
      ? [{ text: `of what ${name} reads was in its memory, 99 % is good`, value: twoDigits(hitPercent), unit: '%' }]
      : []),
    ...(active >= 1 && active > statementShare * Math.max(1, busySlots)
      ? [{ text: `statements at work in ${name}, the longest for ${twoDigits(longestSeconds)} s`, value: twoDigits(active), unit: '' }]
      : []),
  ];
}
