import { defineBot, expect } from 'rostra/lab/test';
import game from './prisoner.ts';

export default defineBot(game, {
  cases: [
    { cooperate: [true, true], earn: [200, 200] },
    { cooperate: [true, false], earn: [0, 300] },
    { cooperate: [false, false], earn: [100, 100] },
  ],
  *play({ player, case: k, html, submit, mustFail }) {
    expect('otree-timer', 'in', html());
    yield player.id === 1 ? ['Introduction'] : submit('Introduction', {}, { timedOut: true });
    expect('otree-timer', 'not in', html());
    yield mustFail('Decision', {}, { errors: ['cooperate'] });
    yield ['Decision', { cooperate: k.cooperate[player.id - 1] }];
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
