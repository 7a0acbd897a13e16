import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const manyClients = 20;

/** F28: many clients ask for the same page again and again. */
export function retryStorm({ storm }: MonitorEvidence): Found | null {
  if (storm === null || storm.clients < manyClients) return null;
  const { path, clients, requests } = storm;
  return found('F28', {
    scope: path,
    title: `${clients} clients ask for ${path} again and again`,
    evidence: [
      { text: 'clients that asked ten times or more within ten seconds', value: clients, unit: '' },
      { text: `their requests for ${path}`, value: requests, unit: '' },
    ],
    actions: [look('Keep this page for some seconds', 'cache'), look('See those requests', 'logs', `path="${path}"`)],
    weight: requests,
  });
}
