import { defineBot, expect } from 'rostra/lab/test';
import game from './dictator.ts';

export default defineBot(game, {
  cases: [
    { kept: 70, earn: [70, 30] },
    { kept: 0, earn: [0, 100] },
    { kept: 100, earn: [100, 0] },
  ],
  *play({ player, case: k, mustFail }) {
    yield ['Introduction'];
    if (player.id === 1) {
      yield mustFail('Offer', { kept: 101 }, { errors: ['kept'] });
      yield ['Offer', { kept: k.kept }];
    }
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
