import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** F23: a dyno's own door answers at an address that others on the network reach too (SEC-09). */
export function reachableFromOutside({ app: { exposed } }: MonitorEvidence): Found | null {
  if (exposed.length === 0) return null;
  return found('F23', {
    evidence: exposed.map((door) => ({ text: 'answers beside the router', value: door, unit: '' })),
    actions: [look('Let the app listen on 127.0.0.1: see its command', 'releases')],
    weight: exposed.length,
  });
}
