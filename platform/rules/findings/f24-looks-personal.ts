import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** F24: a page that a rule keeps for all is another one with another cookie (CCH-04). */
export function looksPersonal({ app: { personalPages } }: MonitorEvidence): Found | null {
  if (personalPages.length === 0) return null;
  return found('F24', {
    evidence: personalPages.map((page) => ({ text: 'two visitors got two different pages', value: page, unit: '' })),
    actions: [look('See what is kept, and clear it', 'cache')],
    weight: personalPages.length,
  });
}
