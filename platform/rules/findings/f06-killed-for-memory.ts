import { largerDyno, look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** F06: a dyno took twice its quota and was ended. */
export function killedForMemory({ memory, web }: MonitorEvidence): Found | null {
  const ended = memory.find(({ killed }) => killed > 0);
  if (ended === undefined) return null;
  const { type, killed, quotaMb, lastRoute } = ended;
  return found('F06', {
    scope: type,
    title: `A ${type} dyno was ended because it took twice its memory`,
    evidence: [
      { text: `${type} dynos ended (R15) in five minutes`, value: killed, unit: '' },
      { text: 'memory of the size', value: quotaMb, unit: 'MB' },
      ...(lastRoute === null ? [] : [{ text: 'asked for last before the end', value: lastRoute, unit: '' }]),
    ],
    actions: [...largerDyno(web, ended), look('See what happened', 'logs', 'R15')],
    weight: killed,
  });
}
