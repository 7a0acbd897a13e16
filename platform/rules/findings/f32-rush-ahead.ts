import { look, scaleTo } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const soonMinutes = 30;

/** F32: many people are about to come, and it is known that they need more dynos than run. */
export function rushAhead({ rush, web }: MonitorEvidence): Found | null {
  if (rush === null || rush.minutes > soonMinutes || rush.needed <= web.quantity || web.runsAlone) return null;
  const { title, minutes, expectPeople, needed } = rush;
  return found('F32', {
    scope: title,
    title: `${title} in ${Math.max(1, Math.round(minutes))} minutes needs ${needed} web dynos`,
    evidence: [
      { text: 'people who are expected', value: expectPeople, unit: '' },
      { text: 'web dynos that they need', value: needed, unit: '' },
      { text: 'web dynos now', value: web.quantity, unit: '' },
    ],
    actions: [
      scaleTo(web, {
        type: 'web',
        size: web.size,
        was: web.quantity,
        quantity: needed,
        effect: 'They are up before the first person comes.',
      }),
      look('Let a schedule do it', 'scaling'),
    ],
    weight: needed,
  });
}
