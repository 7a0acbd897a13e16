import { defineBot, expect } from 'rostra/lab/test';
import game from './stag-hunt.ts';

export default defineBot(game, {
  cases: [
    { hunts: ['stag', 'hare'], earn: [0, 100] },
    { hunts: ['stag', 'stag'], earn: [200, 200] },
    { hunts: ['hare', 'hare'], earn: [100, 100] },
  ],
  *play({ player, group, case: k, mustFail, submit }) {
    expect(group.number, '>=', 1);
    expect(group.players.length, 2);
    yield mustFail('Hunt', { choice: 'boar' }, { errors: ['choice'] });
    yield submit('Hunt', { choice: k.hunts[player.id - 1] });
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
