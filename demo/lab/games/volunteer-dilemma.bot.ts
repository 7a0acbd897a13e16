import { defineBot, expect } from 'rostra/lab/test';
import game from './volunteer-dilemma.ts';

export default defineBot(game, {
  cases: [
    { volunteer: [true, false, false], count: 1, earn: [60, 100, 100] },
    { volunteer: [true, true, false], count: 2, earn: [60, 60, 100] },
    { volunteer: [false, false, false], count: 0, earn: [0, 0, 0] },
  ],
  *play({ player, group, case: k, mustFail }) {
    yield ['Introduction'];
    yield mustFail('Decision', {}, { errors: ['volunteer'] });
    yield ['Decision', { volunteer: k.volunteer[player.id - 1] }];
    expect(group.numVolunteers, k.count);
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
