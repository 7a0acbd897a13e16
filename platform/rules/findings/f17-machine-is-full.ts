import { look } from './actions.ts';
import { loadPerDyno, twoDigits } from './evidence.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const fullPercent = 90;
const busyLoad = 0.9;

/** F17: the machine has nothing left while the app wants more. */
export function machineIsFull({ machine, web, machineCores }: MonitorEvidence): Found | null {
  const { cpuPercent, memoryPercent } = machine;
  const full = Math.max(cpuPercent ?? 0, memoryPercent ?? 0);
  const wantsMore = web.up < web.quantity || loadPerDyno(web) >= busyLoad;
  if (full < fullPercent || !wantsMore) return null;
  return found('F17', {
    evidence: [
      {
        text: `of ${machineCores === 1 ? 'the one core' : `all ${machineCores} cores`} of this machine in use`,
        value: twoDigits(cpuPercent ?? 0),
        unit: '%',
      },
      { text: 'of its memory in use', value: twoDigits(memoryPercent ?? 0), unit: '%' },
      { text: `web dynos up, of ${web.quantity}`, value: web.up, unit: '' },
    ],
    actions: [look('See what else runs here', 'metrics')],
    weight: full,
  });
}
