import type { Control } from '../control/control.ts';
import type { Period } from '../rules/costs/charges.ts';
import type { MachineUse } from '../rules/costs/machine-share.ts';
import { stepStart } from '../rules/metric-tiers.ts';

/** What each app took of the machine in a time, as its dynos were measured: their load is the cores that they kept busy. */
export function machineUses({ store, trafficBook }: Pick<Control, 'store' | 'trafficBook'>, { fromS, toS }: Period): readonly MachineUse[] {
  const time = { from: fromS, to: toS };
  const { seconds } = trafficBook.windowOf(time, 'gauges');
  return store.apps.list().map(({ name }) => {
    const readings = trafficBook
      .gauges(name, time)
      .filter(({ second }) => second >= stepStart(fromS, seconds))
      .flatMap(({ gauges }) => Object.entries(gauges));
    const sumOf = (ending: string): number =>
      readings.reduce((sum, [reading, [, mean]]) => sum + (reading.endsWith(ending) ? mean * seconds : 0), 0);
    return { app: name, cpuSeconds: sumOf('/load'), memoryMbSeconds: sumOf('/memory') };
  });
}
