import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** F29: a mirror is no longer what its original is (MIR-06). */
export function mirrorDrift({ mirrors }: Pick<MonitorEvidence, 'mirrors'>): Found | null {
  const differing = mirrors.find(({ differences }) => differences.length > 0);
  if (differing === undefined) return null;
  const { name, differences } = differing;
  return found('F29', {
    scope: name,
    title: `The mirror ${name} differs from its original`,
    evidence: differences.map((difference) => ({ text: name, value: difference, unit: '' })),
    actions: [look('See both and bring them together', 'settings')],
    weight: differences.length,
  });
}
