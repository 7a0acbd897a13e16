import type { CostSum } from './cost-resources.ts';

/** What an app has taken of the machine in a time. */
export interface MachineUse {
  readonly app: string;
  readonly cpuSeconds: number;
  readonly memoryMbSeconds: number;
}

/**
 * What a machine cost, shared over the apps that ran on it: half by computing time, half by memory (platform specification, CST-08). Where
 * nothing was measured of one of the two, the other counts alone. The dearest first; the sum is the whole amount, to the micro-unit.
 */
export function machineShares(amountMicro: number, uses: readonly MachineUse[]): readonly CostSum[] {
  const sumOf = (of: (use: MachineUse) => number): number => uses.reduce((sum, use) => sum + of(use), 0);
  const measures = [({ cpuSeconds }: MachineUse) => cpuSeconds, ({ memoryMbSeconds }: MachineUse) => memoryMbSeconds];
  const counted = measures.filter((of) => sumOf(of) > 0);
  if (counted.length === 0) return [];
  const shareOf = (use: MachineUse): number => counted.reduce((sum, of) => sum + of(use) / sumOf(of), 0) / counted.length;
  const exactly = uses.map((use) => ({ name: use.app, amount: amountMicro * shareOf(use) }));
  const rounded = exactly.map(({ name, amount }) => ({ name, amountMicro: Math.floor(amount), rest: amount - Math.floor(amount) }));
  const missing = amountMicro - rounded.reduce((sum, each) => sum + each.amountMicro, 0);
  const byRest = rounded.toSorted((a, b) => b.rest - a.rest || (a.name < b.name ? -1 : 1));
  return byRest
    .map(({ name, amountMicro: micro }, at) => ({ name, amountMicro: micro + (at < missing ? 1 : 0) }))
    .toSorted((a, b) => b.amountMicro - a.amountMicro || (a.name < b.name ? -1 : 1));
}
