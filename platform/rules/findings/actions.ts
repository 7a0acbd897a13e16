import type { MonitorEvidence, WebEvidence } from './evidence.ts';
import { meanLoad } from './evidence.ts';
import type { FindingAction, FindingPlace } from './finding.ts';

/** At this share of their time dynos are aimed at. */
const aimedLoad = 0.6;
const most = 100;

/** As many dynos as the load wants, at most twice as many as there are. */
export function moreDynos({ web, machineCores }: MonitorEvidence): FindingAction {
  const wanted = Math.ceil(meanLoad(web) / aimedLoad);
  const quantity = Math.min(most, web.quantity * 2, Math.max(web.quantity + 1, wanted));
  const effect = `This machine has ${machineCores === 1 ? 'one core' : `${machineCores} cores`} for all of them.`;
  return scaleTo(web, { type: 'web', size: web.size, was: web.quantity, quantity, effect });
}

/** The next size; on one machine a larger share of its cores, not faster ones. */
export function fasterDyno({ web }: MonitorEvidence): readonly FindingAction[] {
  return largerDyno(web, { ...web, type: 'web', largerSize: web.nextSize });
}

interface Sized {
  readonly type: string;
  readonly size: string;
  readonly largerSize: string | null;
  readonly quantity: number;
}

/** The next size, where there is one. */
export function largerDyno(prices: Prices, { type, size, largerSize, quantity }: Sized): readonly FindingAction[] {
  if (largerSize === null) return [];
  const { hourlyMicro, currency } = prices;
  const [now, then] = [hourlyMicro[size], hourlyMicro[largerSize]];
  return [
    {
      label: `Change ${type} to ${largerSize}`,
      call: { verb: 'resize', type, size: largerSize, was: size },
      confirm: `The ${type} dynos restart as ${largerSize}; they are ${size} now. On one machine this changes the dyno's memory and its share of the cores, not how fast they are.`,
      costDelta: now === undefined || then === undefined ? null : { perHourMicro: (then - now) * quantity, currency },
    },
  ];
}

/** Another number of dynos; `effect`: what becomes of those who use them. */
export function scaleTo(
  prices: Prices,
  { type, size, was, quantity, effect }: { type: string; size: string; was: number; quantity: number; effect: string },
): FindingAction {
  return {
    label: `Scale ${type} to ${quantity}`,
    call: { verb: 'scale', type, quantity, was },
    confirm: `${type} goes from ${was} to ${quantity} dynos. ${effect}`,
    costDelta: cost(prices, size, quantity - was),
  };
}

type Prices = Pick<WebEvidence, 'hourlyMicro' | 'currency'>;

function cost({ hourlyMicro, currency }: Prices, size: string, more: number): FindingAction['costDelta'] {
  const price = hourlyMicro[size];
  return price === undefined ? null : { perHourMicro: price * more, currency };
}

export function look(label: string, at: FindingPlace, search = ''): FindingAction {
  return { label, call: { verb: 'look', at, search }, confirm: '', costDelta: null };
}
