import type { Random } from '#kit/math/random.ts';
import { byesAfter, roomsOf, splitByes } from './byes.ts';
import type { Draw, Pairing } from './draw.ts';
import type { PreliminaryField } from './field.ts';
import { withTiesByLot } from './ties.ts';

/** Power pairing for rooms of any size: the ranking, ties in it by lot, is cut into rooms from the top, sides by lot. */
export function drawSlices(field: PreliminaryField, random: Random): Draw {
  const { playing, sittingOut } = splitByes(field, random);
  const pairings = roomsOf(withTiesByLot(playing, field.options, random), field).map((teams, index): Pairing => {
    const bracket = teams[0]?.points ?? 0;
    const pulledUp = teams.filter(({ points }) => points < bracket);
    return {
      teams: random.shuffle(teams).map(({ id }) => id),
      bracket,
      roomRank: index + 1,
      flags: [],
      teamFlags: new Map(pulledUp.map(({ id }) => [id, ['pullup'] as const])),
    };
  });
  return {
    pairings,
    byes: byesAfter(pairings.length, sittingOut),
    pulledUp: pairings.flatMap(({ teamFlags }) => [...teamFlags.keys()]),
    sidesConfirmed: true,
  };
}
