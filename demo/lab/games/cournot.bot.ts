import { defineBot, expect } from 'rostra/lab/test';
import game from './cournot.ts';

export default defineBot(game, {
  cases: [
    { units: [20, 20], total: 40, price: 20, earn: [400, 400] },
    { units: [30, 10], total: 40, price: 20, earn: [600, 200] },
    { units: [30, 30], total: 60, price: 0, earn: [0, 0] },
  ],
  *play({ player, group, case: k, mustFail }) {
    yield ['Introduction'];
    yield mustFail('Decide', { units: 31 }, { errors: ['units'] });
    yield ['Decide', { units: k.units[player.id - 1] }];
    expect(group.totalUnits, k.total);
    expect(group.unitPrice, k.price);
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
