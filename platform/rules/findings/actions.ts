import type { MonitorEvidence, WebEvidence } from './evidence.ts';
import { meanLoad } from './evidence.ts';
import type { FindingAction } from './finding.ts';

/** At this share of their time dynos are aimed at. */
const aimedLoad = 0.6;
const most = 100;

/** As many dynos as the load wants, at most twice as many as there are. */
export function moreDynos({ web, machineCores }: MonitorEvidence): FindingAction {
  const wanted = Math.ceil(meanLoad(web) / aimedLoad);
  const quantity = Math.min(most, web.quantity * 2, Math.max(web.quantity + 1, wanted));
  return {
    label: `Scale web to ${quantity}`,
    call: { verb: 'scale', type: 'web', quantity, was: web.quantity },
    confirm: `web goes from ${web.quantity} to ${quantity} dynos. This machine has ${machineCores === 1 ? 'one core' : `${machineCores} cores`} for all of them.`,
    costDelta: cost(web, web.size, quantity - web.quantity),
  };
}

/** The next size; on one machine a larger share of its cores, not faster ones. */
export function fasterDyno({ web }: MonitorEvidence): readonly FindingAction[] {
  const { size, nextSize, quantity, hourlyMicro, currency } = web;
  if (nextSize === null) return [];
  const [now, then] = [hourlyMicro[size], hourlyMicro[nextSize]];
  return [
    {
      label: `Change web to ${nextSize}`,
      call: { verb: 'resize', type: 'web', size: nextSize },
      confirm: `The web dynos restart as ${nextSize}. On one machine this changes the dyno's memory and its share of the cores, not how fast they are.`,
      costDelta: now === undefined || then === undefined ? null : { perHourMicro: (then - now) * quantity, currency },
    },
  ];
}

export function cost({ hourlyMicro, currency }: WebEvidence, size: string, more: number): FindingAction['costDelta'] {
  const price = hourlyMicro[size];
  return price === undefined ? null : { perHourMicro: price * more, currency };
}

export function look(label: string, at: 'logs' | 'metrics' | 'addons' | 'errors' | 'settings', search = ''): FindingAction {
  return { label, call: { verb: 'look', at, search }, confirm: '', costDelta: null };
}
