import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** F21: faults shown with their code, no login where there should be one, or a password that everybody tries first. */
export function standsOpen({ app }: MonitorEvidence): Found | null {
  const { debug, missingVars, hasOpenAdmin } = app;
  if (!debug && missingVars.length === 0 && !hasOpenAdmin) return null;
  return found('F21', {
    evidence: [
      ...(debug ? [{ text: 'faults are shown to visitors with the code around them', value: 'DEBUG', unit: '' }] : []),
      ...missingVars.map((name) => ({ text: 'not set', value: name, unit: '' })),
      ...(hasOpenAdmin ? [{ text: "the admin's password", value: 'missing, or one that everybody tries first', unit: '' }] : []),
    ],
    actions: [look(missingVars.length > 0 ? `Set ${missingVars.join(', ')}` : 'Set it right', 'config')],
    weight: missingVars.length + Number(debug) + Number(hasOpenAdmin),
  });
}
