import { defineBot, expect } from 'rostra/lab/test';
import game from './bargaining.ts';

export default defineBot(game, {
  cases: [
    { requests: [40, 60], total: 100, earn: [40, 60] },
    { requests: [55, 46], total: 101, earn: [0, 0] },
  ],
  *play({ player, group, case: k, mustFail }) {
    yield ['Introduction'];
    yield mustFail('Request', { request: -1 }, { errors: ['request'] });
    yield mustFail('Request', { request: 101 }, { errors: ['request'] });
    yield ['Request', { request: k.requests[player.id - 1] }];
    expect(group.totalRequests, k.total);
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
