import { look } from './actions.ts';
import { twoDigits } from './evidence.ts';
import type { DatabaseEvidence, MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const nearLimit = 0.8;

/** F07: a database has hardly a connection left for those who come. */
export function connectionsNearLimit({ databases, web }: MonitorEvidence): Found | null {
  const full = databases.flatMap((database) => (shareOf(database) >= nearLimit ? database : []))[0];
  if (full === undefined || full.connectionLimit === null) return null;
  const { name, connections, connectionLimit, active, idleInTransaction } = full;
  return found('F07', {
    scope: name,
    title: `The database ${name} has hardly a connection left`,
    evidence: [
      { text: `connections of ${name}, of ${connectionLimit}`, value: Math.round(connections), unit: '' },
      { text: 'of them at work', value: twoDigits(active), unit: '' },
      { text: 'of them open in a transaction that does nothing', value: twoDigits(idleInTransaction), unit: '' },
      ...(web.up === 0 ? [] : [{ text: 'for each web dyno', value: twoDigits(connections / web.up), unit: '' }]),
    ],
    actions: [look('See who holds them, and larger plans', 'addons'), look('Let each dyno have fewer workers: WEB_CONCURRENCY', 'config')],
    weight: connections,
  });
}

const shareOf = ({ connections, connectionLimit }: DatabaseEvidence): number =>
  connectionLimit === null ? 0 : connections / connectionLimit;
