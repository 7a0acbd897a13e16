import { defineBot, expect } from 'rostra/lab/test';
import game from './traveler-dilemma.ts';

export default defineBot(game, {
  cases: [
    { claims: [80, 90], lower: 80, adjustments: [2, -2], earn: [82, 78] },
    { claims: [2, 3], lower: 2, adjustments: [2, -2], earn: [4, 0] },
    { claims: [60, 60], lower: 60, adjustments: [0, 0], earn: [60, 60] },
  ],
  *play({ player, group, case: k, mustFail }) {
    yield ['Introduction'];
    yield mustFail('Claim', { claim: 1 }, { errors: ['claim'] });
    yield ['Claim', { claim: k.claims[player.id - 1] }];
    expect(group.lowerClaim, k.lower);
    expect(player.adjustment, k.adjustments[player.id - 1]);
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
