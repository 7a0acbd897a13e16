import { largerDyno } from './actions.ts';
import type { MemoryEvidence } from './app-evidence.ts';
import { twoDigits } from './evidence.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { FindingAction, Found } from './finding.ts';

/** At this pace the quota is reached within two hours. */
const hoursAhead = 2;
/** A dyno that has just started grows; below half of its quota that says nothing. */
const worthSaying = 0.5;
/** A restart did not help when memory is full again within so many minutes. */
const helpedMinutes = 120;

/** F05: dynos of a type take more memory than they have, or soon will. One that was ended already is F06. */
export function memoryOverQuota({ memory, web }: MonitorEvidence): Found | null {
  const worst = memory.filter(isOver).toSorted((a, b) => b.highestMb / b.quotaMb - a.highestMb / a.quotaMb)[0];
  if (worst === undefined) return null;
  const { type, highestMb, quotaMb, overQuota, growsMbPerHour } = worst;
  const isFull = overQuota > 0;
  return found('F05', {
    scope: type,
    title: isFull ? `The ${type} dynos take more memory than they have` : `The memory of the ${type} dynos is soon full`,
    evidence: [
      { text: `of ${quotaMb} MB in use by the largest ${type} dyno`, value: Math.round(highestMb), unit: 'MB' },
      { text: 'times over the quota (R14) in five minutes', value: overQuota, unit: '' },
      ...(growsMbPerHour === null ? [] : [{ text: 'grows each hour by', value: twoDigits(growsMbPerHour), unit: 'MB' }]),
    ],
    actions: hasJustRestarted(worst) ? largerDyno(web, worst) : [restart(type, web.currency), ...largerDyno(web, worst)],
    weight: highestMb,
  });
}

function isOver(memory: MemoryEvidence): boolean {
  const { overQuota, killed, growsMbPerHour, highestMb, quotaMb } = memory;
  if (killed > 0) return false;
  const isGrowing = growsMbPerHour !== null && growsMbPerHour > 0 && highestMb >= worthSaying * quotaMb;
  return overQuota > 0 || (isGrowing && (quotaMb - highestMb) / growsMbPerHour < hoursAhead);
}

const hasJustRestarted = ({ minutesSinceRestart }: MemoryEvidence): boolean =>
  minutesSinceRestart !== null && minutesSinceRestart < helpedMinutes;

const restart = (type: string, currency: string): FindingAction => ({
  label: `Restart ${type}`,
  call: { verb: 'restart', which: type },
  confirm: `The ${type} dynos restart one after the other, and their memory is free again.`,
  costDelta: { perHourMicro: 0, currency },
});
