import type { Random } from '#kit/math/random.ts';
import type { DrawTeam } from './field.ts';
import type { DrawOptions } from './options.ts';

/** The ranking with teams that nothing tells apart in an order drawn by lot, where the options want it. Tab spec section 3.4: "remaining ties random". */
export function withTiesByLot(teams: readonly DrawTeam[], { ties }: DrawOptions, random: Random): readonly DrawTeam[] {
  if (ties === 'given') return teams;
  const groups = Map.groupBy(teams, ({ points, subrank }) => `${points} ${subrank}`);
  return [...groups.values()].flatMap((group) => random.shuffle(group));
}
