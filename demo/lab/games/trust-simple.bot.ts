import { defineBot, expect } from 'rostra/lab/test';
import game from './trust-simple.ts';

export default defineBot(game, {
  cases: [
    { sent: 7, back: 9, choices: 22, earn: [12, 12] },
    { sent: 0, back: 0, choices: 1, earn: [10, 0] },
  ],
  *play({ player, case: k, html, mustFail }) {
    if (player.id === 1) {
      yield mustFail('Send', { sentAmount: -1 }, { errors: ['sentAmount'] });
      yield mustFail('Send', { sentAmount: 11 }, { errors: ['sentAmount'] });
      yield ['Send', { sentAmount: k.sent }];
    } else {
      const blank = 1;
      expect(html().split('<option').length - 1, blank + k.choices);
      yield mustFail('SendBack', { sentBackAmount: -1 }, { errors: ['sentBackAmount'] });
      yield mustFail('SendBack', { sentBackAmount: k.choices }, { errors: ['sentBackAmount'] });
      yield ['SendBack', { sentBackAmount: k.back }];
    }
    expect(player.payoff, k.earn[player.id - 1]);
  },
});
