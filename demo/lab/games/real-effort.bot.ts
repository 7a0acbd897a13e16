import { defineBot, expect } from 'rostra/lab/test';
import game from './real-effort.ts';

export default defineBot(game, {
  async live({ send, states }) {
    const sum = (): number => (states()[1]?.question ?? '').split('+').reduce((all, part) => all + Number(part), 0);
    expect((await send(1, 'answer', { value: 1 })).rejected, 'No open question.');
    await send(1, 'start', {});
    const { states: once } = await send(1, 'answer', { value: sum() });
    expect([once[1]?.solved, once[1]?.tried], [1, 1]);
    const { states: twice } = await send(1, 'answer', { value: sum() + 1 });
    expect([twice[1]?.solved, twice[1]?.tried], [1, 2]);
    expect((await send(1, 'answer', { value: sum() })).rejected, 'That was wrong. Please wait a moment.');
  },
  *play({ player, submit }) {
    yield ['Ready'];
    yield submit('Work', {}, { timedOut: true });
    expect([player.solved, player.tried, player.payoff], [1, 2, 5]);
    yield ['Results'];
  },
});
