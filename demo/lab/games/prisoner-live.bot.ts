import { defineBot, expect } from 'rostra/lab/test';
import game from './prisoner-live.ts';

export default defineBot(game, {
  async live({ send, states }) {
    for (let period = 1; period <= 20; period += 1) {
      expect(states()[1]?.period, period);
      await send(1, 'choose', { move: period % 4 === 0 ? 'defect' : 'cooperate' });
      expect((await send(1, 'choose', { move: 'defect' })).rejected, 'You have chosen in this period.');
      await send(2, 'choose', { move: 'cooperate' });
    }
  },
  act: ({ state, chance }) => (state.hasChosen ? null : ['choose', { move: chance() < 0.5 ? 'cooperate' : 'defect' }]),
  *play({ player, group }) {
    expect(group.period, 21);
    expect(player.payoff, [4_500, 3_000][player.id - 1]);
    yield ['Results'];
  },
});
