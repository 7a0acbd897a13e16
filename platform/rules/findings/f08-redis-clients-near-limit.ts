import { look } from './actions.ts';
import type { MonitorEvidence, RedisEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const nearLimit = 0.8;

/** F08: a Redis server has hardly a client left for those who come, or has turned some away. */
export function redisClientsNearLimit({ redis }: MonitorEvidence): Found | null {
  const full = redis.find(isFull);
  if (full === undefined) return null;
  const { name, configVar, clients, clientLimit, rejected } = full;
  return found('F08', {
    scope: name,
    severity: rejected > 0 ? 'critical' : 'warning',
    title: `The Redis server ${name} has hardly a client left`,
    evidence: [
      { text: `clients of ${name}${clientLimit === null ? '' : `, of ${clientLimit}`}`, value: Math.round(clients), unit: '' },
      { text: 'turned away in five minutes', value: rejected, unit: '' },
      { text: 'the app knows it as', value: configVar, unit: '' },
    ],
    actions: [look('See larger plans', 'addons')],
    weight: clients + rejected,
  });
}

const isFull = ({ clients, clientLimit, rejected }: RedisEvidence): boolean =>
  rejected > 0 || (clientLimit !== null && clients >= nearLimit * clientLimit);
