import { cost } from './actions.ts';
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
      {
        label: 'Scale web to 1',
        call: { verb: 'scale', type: 'web', quantity: 1, was: web.quantity },
        confirm: `web goes from ${web.quantity} dynos to 1. Participants on the others are sent on to the one that stays.`,
        costDelta: cost(web, web.size, 1 - web.quantity),
      },
    ],
    weight: web.quantity,
  });
}
