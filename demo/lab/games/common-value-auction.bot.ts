import { defineBot, expect } from 'rostra/lab/test';
import game from './common-value-auction.ts';

export default defineBot(game, {
  cases: [
    { itemValue: 7, bids: [3, 5, 4], winners: [2], highest: 5, earn: [0, 2, 0] },
    { itemValue: 4, bids: [6, 1, 2], winners: [1], highest: 6, earn: [0, 0, 0] },
    { itemValue: 0, bids: [0, 0, 0], winners: [1, 2, 3], highest: 0, earn: [0, 0, 0] },
    { itemValue: null, bids: [10, 9, 9], winners: [1], highest: 10, earn: [0, 0, 0] },
  ],
  settings: ({ itemValue }) => ({ itemValue }),
  *play({ player, group, c, case: k, mustFail }) {
    yield ['Introduction'];
    expect(Math.abs(player.itemValueEstimate - group.itemValue), '<=', c.bidNoise);
    yield mustFail('Bid', { bidAmount: -1 }, { errors: ['bidAmount'] });
    yield mustFail('Bid', { bidAmount: 11 }, { errors: ['bidAmount'] });
    yield ['Bid', { bidAmount: k.bids[player.id - 1] }];
    const [winner, ...more] = group.players.filter(({ isWinner }) => isWinner);
    expect(winner?.id, 'in', k.winners);
    expect(more, []);
    expect(group.itemValue, k.itemValue ?? group.itemValue);
    expect(group.highestBid, k.highest);
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
