import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineBot } from '../game/bot.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { pagesOf } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const bargain = defineGame({
  name: 'bargain',
  groupSize: 2,
  player: { asks: field.money({ max: 10 }) },
  group: { isAgreed: field.bool({ initial: false }) },
  records: { offer: { pass: field.int(), asks: field.money(), luck: field.float() } },
});
const Ask = bargain.page('Ask', {
  form: ['asks'],
  onSubmit: ({ player, records, pass, random }) => void records.offer.add({ pass, asks: player.asks, luck: random.float() }),
  view: ({ form, next, pass }) => html`pass ${pass} ${form} ${next}`,
});
const Meet = bargain.wait('Meet', {
  onAllArrive(group) {
    group.isAgreed = group.players.reduce((sum, player) => sum + player.asks, 0) <= 10;
  },
});
const Answer = bargain.page('Answer', { view: ({ group, next }) => html`${group.isAgreed ? 'agreed' : 'too much'} ${next}` });
const Results = bargain.page('Results', {
  view: ({ records, next }) => html`offers ${records.offer.inGroup().map(({ pass, asks }) => `${pass}:${asks} `)} ${next}`,
});
const played = bargain.sequence(bargain.loop([Ask, Meet, Answer], { until: ({ group }) => group.isAgreed, max: 3 }), Results);

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'bargain', games: [played] }],
});

describe('a loop of pages', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
  });
  after(async () => {
    await server?.close();
    await lab?.close();
  });
  async function two() {
    const [first, second] = await seated(lab, server, { config: 'bargain', participants: 2 });
    assert.ok(first && second);
    /** One pass: both ask, both read what came of it. */
    const ask = async (...asks: readonly [string, string]): Promise<string[]> => {
      await first.send({ asks: asks[0] });
      await second.send({ asks: asks[1] });
      await first.again();
      assert.deepEqual(pagesOf([first, second]), ['Answer', 'Answer']);
      await first.send();
      await second.send();
      return pagesOf([first, second]);
    };
    return { first, second, ask };
  }

  it('is played until it is over, and then people go on to what comes after it', async () => {
    const { first, ask } = await two();
    assert.match(first.seen.body, /pass 1 /);
    assert.deepEqual(await ask('8', '7'), ['Ask', 'Ask']);
    assert.match(first.seen.body, /pass 2 /);
    assert.deepEqual(await ask('4', '5'), ['Results', 'Results']);
    assert.match(first.seen.body, /offers 1:8 1:7 2:4 2:5 /);
  });

  it('is played max times at most', async () => {
    const { ask } = await two();
    assert.deepEqual(await ask('8', '8'), ['Ask', 'Ask']);
    assert.deepEqual(await ask('8', '8'), ['Ask', 'Ask']);
    assert.deepEqual(await ask('8', '8'), ['Results', 'Results']);
  });

  it('draws anew in each pass', async () => {
    const { first, ask } = await two();
    await ask('8', '8');
    await ask('8', '8');
    const code = first.seen.url.split('/')[2] ?? '';
    const rows = await lab.db.run(
      {
        name: 'test.luck',
        text: `select data->>'luck' as luck from lab_record where participant_id = (select id from lab_participant where code = $1)`,
        bind: () => [code],
      },
      {},
    );
    assert.equal(new Set(rows.map((row) => Reflect.get(Object(row), 'luck'))).size, 2);
  });
});

describe('a loop, as it is written', () => {
  it('is known to bots by its pages', () => {
    defineBot(played, {
      *play() {
        yield ['Ask', { asks: 4 }];
        yield ['Answer'];
        yield ['Results'];
      },
    });
    defineBot(played, {
      // @ts-expect-error -- there is no such page
      *play() {
        yield ['Asks'];
      },
    });
  });
  it('has its pages in the session as often as they may be played', () =>
    assert.deepEqual(
      played.pages.map(({ name, loop }) => `${name} ${loop?.pass ?? '-'}`),
      ['Ask 1', 'Meet 1', 'Answer 1', 'Ask 2', 'Meet 2', 'Answer 2', 'Ask 3', 'Meet 3', 'Answer 3', 'Results -'],
    ));
  it('needs to know how often at most', () =>
    assert.throws(() => bargain.loop([Ask], { until: () => true, max: 1 }), { code: 'LAB_BAD_GAME', message: /max of a loop/ }));
});
