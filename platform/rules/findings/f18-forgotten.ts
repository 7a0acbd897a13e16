import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** F18: two hours after an event something of it still runs. */
export function forgottenDynos({ forgotten }: Pick<MonitorEvidence, 'forgotten'>): Found | null {
  if (forgotten === null) return null;
  const { event, types, perDay, savesPerHourMicro, currency } = forgotten;
  return found('F18', {
    evidence: [
      ...types.map(({ type, quantity, was }) => ({ text: `${type} dynos now, and ${quantity} before ${event}`, value: was, unit: '' })),
      { text: 'more than before the event, a day', value: perDay, unit: '' },
    ],
    actions: types.map(({ type, quantity, was }) => ({
      label: `Back to ${quantity} ${type}`,
      call: { verb: 'scale', type, quantity, was },
      confirm: `${type} goes from ${was} to ${quantity} dynos. That saves about ${perDay} a day.`,
      costDelta: { perHourMicro: -savesPerHourMicro, currency },
    })),
    weight: savesPerHourMicro,
  });
}
