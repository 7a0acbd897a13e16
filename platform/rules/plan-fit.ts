import type { Plan } from './plans.ts';
import type { AddonUse } from './resources.ts';

/** Why what is in use does not fit a plan, with the figures; none when it does (platform specification, CON-16). */
export function planFaults(use: Pick<AddonUse, 'connections' | 'usedMb' | 'rows'>, plan: Plan): readonly string[] {
  const limits = [
    { what: 'connections', used: use.connections, most: plan.connections },
    { what: 'MB', used: Math.ceil(use.usedMb), most: plan.memoryMb },
    { what: 'rows', used: use.rows, most: plan.rows },
  ];
  return limits.flatMap(({ what, used, most }) => (most !== null && used > most ? [`${used} ${what} are in use, it has ${most}`] : []));
}
