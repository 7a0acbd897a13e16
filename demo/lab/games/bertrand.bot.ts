import { defineBot, expect } from 'rostra/lab/test';
import game from './bertrand.ts';

export default defineBot(game, {
  cases: [
    { prices: [30, 45], winning: 30, winners: [1] },
    { prices: [20, 20], winning: 20, winners: [1, 2] },
  ],
  *play({ player, group, case: k }) {
    yield ['Introduction'];
    yield ['Decide', { price: k.prices[player.id - 1] }];
    const [winner, ...more] = group.players.filter(({ isWinner }) => isWinner);
    expect(winner?.id, 'in', k.winners);
    expect(more, []);
    expect(group.winningPrice, k.winning);
    expect(player.payoff, player.isWinner ? k.winning : 0);
    yield ['Results'];
  },
});
