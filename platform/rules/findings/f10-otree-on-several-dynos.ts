import { scaleTo } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** F10: stock oTree on more than one web dyno. */
export function otreeOnSeveralDynos({ web }: MonitorEvidence): Found | null {
  if (!web.runsAlone || web.quantity <= 1) return null;
  return found('F10', {
    evidence: [
      { text: 'web dynos', value: web.quantity, unit: '' },
      { text: 'web dynos that oTree is right on', value: 1, unit: '' },
    ],
    actions: [
      scaleTo(web, {
        type: 'web',
        size: web.size,
        was: web.quantity,
        quantity: 1,
        effect: 'Participants on the others are sent on to the one that stays.',
      }),
    ],
    weight: web.quantity,
  });
}
