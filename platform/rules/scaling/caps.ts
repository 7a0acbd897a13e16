import type { ScalingCap, ScalingView } from './autoscale.ts';
import type { DatabaseFacts } from './bottleneck.ts';

export interface MachineFacts {
  readonly quantity: number;
  /** Quotas of all dynos that are wanted, together. */
  readonly promisedMb: number;
  /** Of one dyno more. */
  readonly quotaMb: number;
  readonly memoryMb: number;
  /** How busy the processors were in the last minute; null: not known. */
  readonly cpuShare: number | null;
  /** The largest of the type's dynos. */
  readonly load: number;
}

/** Left to the platform itself and to add-ons. */
const allocatable = 0.9;
const busyCpu = 0.9;
const cpuBound = 0.5;

/** What the machine has room for (platform specification, ALR-13). Dynos that use no processor find room on a busy one. */
export function machineCaps({ quantity, promisedMb, quotaMb, memoryMb, cpuShare, load }: MachineFacts): readonly ScalingCap[] {
  const freeMb = allocatable * memoryMb - promisedMb;
  const most = Math.max(0, quantity + Math.floor(quotaMb === 0 ? Infinity : freeMb / quotaMb));
  const memory: ScalingCap = { most, why: `the memory of this machine is promised, ${memoryMb} MB (F17)`, finding: 'F17' };
  if (cpuShare === null || cpuShare < busyCpu || load < cpuBound) return [memory];
  const why = `the processors of this machine are ${Math.round(cpuShare * 100)} % busy, so another dyno would slow the others (F17)`;
  return [memory, { most: quantity, why, finding: 'F17' }];
}

const mostConnections = 0.9;

/** As many dynos as the database's plan has connections for; null: no limit is known. */
export function connectionCap({ name, connections, connectionLimit }: DatabaseFacts, { up }: Pick<ScalingView, 'up'>): ScalingCap | null {
  if (connectionLimit === null || connections === 0 || up === 0) return null;
  const most = Math.floor((mostConnections * connectionLimit) / (connections / up));
  const why = `each dyno takes ${Math.ceil(connections / up)} of the ${connectionLimit} connections of ${name} (F07)`;
  return { most, why, finding: 'F07' };
}
