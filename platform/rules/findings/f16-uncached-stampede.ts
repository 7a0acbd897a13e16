import { look } from './actions.ts';
import { twoDigits } from './evidence.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const rush = 5;
const leastRequests = 50;
const goodShare = 0.2;

/** F16: in a rush, many ask for the same page and the cache answers hardly any of them. */
export function uncachedStampede({ burst }: MonitorEvidence): Found | null {
  if (burst === null || burst.times < rush || burst.requests < leastRequests || burst.cached >= goodShare * burst.requests) return null;
  const { path, requests, cached, times } = burst;
  return found('F16', {
    scope: path,
    title: `Many ask for ${path} at once, and the app renders it each time`,
    evidence: [
      { text: `requests for ${path} within ten seconds`, value: requests, unit: '' },
      { text: 'of them answered by the page cache', value: cached, unit: '' },
      { text: 'times as many requests as usual', value: twoDigits(times), unit: '' },
      { text: 'renders that keeping the page would have saved', value: requests - cached - 1, unit: '' },
    ],
    actions: [look('See those requests', 'logs', `path="${path}"`)],
    weight: requests - cached,
  });
}
