import { defineBot, expect } from 'rostra/lab/test';
import game from './ultimatum.ts';

export default defineBot(game, {
  cases: [
    { offer: 35, takes: true, earn: [65, 35] },
    { offer: 35, takes: false, earn: [0, 0] },
    { offer: 35, minimum: 35, earn: [65, 35] },
    { offer: 35, minimum: 36, earn: [0, 0] },
  ],
  settings: ({ minimum }) => ({ usesMinimum: minimum !== undefined }),
  *play({ player, case: k, mustFail }) {
    yield ['Introduction'];
    if (player.role === 'Proposer') {
      yield mustFail('Offer', { offer: 101 }, { errors: ['offer'] });
      yield ['Offer', { offer: k.offer }];
    } else if (k.minimum === undefined) {
      yield ['Answer', { accepted: k.takes }];
    } else {
      yield mustFail('Minimum', { minimum: '' }, { errors: ['minimum'] });
      yield ['Minimum', { minimum: k.minimum }];
    }
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
