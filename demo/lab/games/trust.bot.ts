import { defineBot, expect } from 'rostra/lab/test';
import game from './trust.ts';

export default defineBot(game, {
  cases: [
    { sent: 40, back: 50, tooMuch: 121, earn: [110, 70] },
    { sent: 0, back: 0, tooMuch: 1, earn: [100, 0] },
    { sent: 100, back: 300, tooMuch: 301, earn: [300, 0] },
  ],
  *play({ player, case: k, mustFail }) {
    yield ['Introduction'];
    if (player.id === 1) {
      yield mustFail('Send', { sentAmount: 101 }, { errors: ['sentAmount'] });
      yield ['Send', { sentAmount: k.sent }];
    } else {
      yield mustFail('SendBack', { sentBackAmount: k.tooMuch }, { errors: ['sentBackAmount'] });
      yield ['SendBack', { sentBackAmount: k.back }];
    }
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
