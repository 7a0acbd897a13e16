import { defineBot, expect } from 'rostra/lab/test';
import game from './public-goods.ts';

export default defineBot(game, {
  cases: [
    { give: [50, 70, 30], total: 150, share: 90, earn: [140, 120, 160] },
    { give: [1, 0, 0], total: 1, share: 1, earn: [100, 101, 101] },
    { give: [100, 100, 100], total: 300, share: 180, earn: [180, 180, 180] },
  ],
  *play({ player, group, case: k, mustFail }) {
    for (const contribution of [-1, 101, 1.5, 'all', '']) yield mustFail('Contribute', { contribution }, { errors: ['contribution'] });
    yield ['Contribute', { contribution: k.give[player.id - 1] }];
    expect(group.totalContribution, k.total);
    expect(group.individualShare, k.share);
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
