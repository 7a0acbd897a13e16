import { defineBot, expect } from 'rostra/lab/test';
import game from './prisoner-rounds.ts';

export default defineBot(game, {
  *play({ player, round, participant }) {
    yield ['Decision', { move: round % 4 === 0 && player.id === 1 ? 'defect' : 'cooperate' }];
    expect(player.payoff, round % 4 === 0 ? [300, 0][player.id - 1] : 200);
    if (round < 20) return;
    expect(participant.payoff, [4_500, 3_000][player.id - 1]);
    yield ['Results'];
  },
});
