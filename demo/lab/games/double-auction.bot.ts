import { defineBot, expect } from 'rostra/lab/test';
import game from './double-auction.ts';

export default defineBot(game, {
  async live({ send, group, states }) {
    expect('you would lose money', 'in', (await send(1, 'quote', { price: 101 })).rejected ?? '');
    await send(4, 'quote', { price: 50 });
    expect(
      states()[2]?.asks.map(({ price }) => price),
      [50],
    );
    const { rejected, states: after } = await send(1, 'quote', { price: 70 });
    expect(rejected, null);
    expect(
      after[3]?.trades.map(({ price }) => price),
      [50],
    );
    expect([group.player(1).payoff, group.player(4).payoff], [50, 30]);
    expect((await send(1, 'quote', { price: 10 })).rejected, 'You have already traded.');
    await send(2, 'quote', { price: 45 });
    await send(2, 'withdraw', {});
    await send(5, 'quote', { price: 40 });
    await send(2, 'quote', { price: 40 });
    await send(3, 'quote', { price: 60 });
    await send(6, 'quote', { price: 60 });
    expect(
      group.players.map(({ payoff }) => payoff),
      [50, 40, 0, 30, 0, 0],
    );
  },
  *play({ player, round }) {
    if (round === 1) yield ['Introduction'];
    expect(player.traded, true);
    yield ['Results'];
  },
});
