import { defineBot, expect } from 'rostra/lab/test';
import game from './live-bargaining.ts';

export default defineBot(game, {
  cases: [
    { proposals: [70, 40, 60], earn: [60, 40], agreed: true },
    { proposals: [70, 60, 65], earn: [0, 0], agreed: false },
  ],
  async live({ send, case: k }) {
    for (const [at, share] of k.proposals.entries()) await send((at % 2) + 1, 'propose', { share });
    if (!k.agreed) expect((await send(1, 'propose', { share: 101 })).rejected, 'Your share must be between 0 and 100.');
  },
  *play({ player, group, case: k, submit }) {
    yield ['Introduction'];
    if (!k.agreed) yield submit('Bargain', {}, { timedOut: true });
    expect(group.agreed, k.agreed);
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
