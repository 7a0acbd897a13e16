import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { defineBot, type Bot } from '../game/bot.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { expect } from './expect.ts';
import { playBots, type CaseResult } from './run.ts';

const pair = defineGame({
  name: 'pair',
  groupSize: 2,
  rounds: 2,
  player: { gift: field.money({ min: 0, max: 10 }), note: field.text().optional() },
  group: { total: field.money() },
  config: { bonus: field.money({ initial: 0 }) },
});
const Give = pair.page('Give', {
  form: ['gift', 'note'],
  timeout: 60,
  validate: ({ note }) => (note === 'both' ? 'Say one or the other.' : null),
  view: ({ form, next }) => html`<p>Round one:   give!</p> ${form.field('gift')} ${form.field('note')} ${next}`,
});
const Add = pair.wait('Add', {
  onAllArrive(group, { config }) {
    group.total = group.players.reduce((sum, player) => sum + player.gift, config.bonus);
    if (group.total === 20) throw new Error('too generous');
  },
});
const Total = pair.page('Total', { view: () => html`<p>No button here.</p>` });
const pairGame = pair.sequence(Give, Add, Total);
const pairOfOneRound = { ...pairGame, game: { ...pairGame.game, name: 'once', slug: 'once', rounds: 1 } };

const later = defineGame({ name: 'later' });
const laterGame = later.sequence(later.wait('Meet'));

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'once', games: [pairOfOneRound], demoParticipants: 2 },
    { name: 'pair', games: [pairGame], demoParticipants: 2 },
    { name: 'later', games: [pairOfOneRound, laterGame], demoParticipants: 2 },
  ],
});

describe('bots', () => {
  let lab: TestLab;
  before(async () => {
    lab = await testLab(project);
  });
  after(() => lab.close());

  const run = (bot: Bot, only = 'once'): Promise<CaseResult[]> => Array.fromAsync(playBots(lab, { bots: [bot], only }));
  const once = (options: Parameters<typeof defineBot<Shape, Pages>>[1]): Bot => defineBot(pairOfOneRound, options);

  it('play every case in a session of its own, made with the settings of the case', async () => {
    const bot = defineBot(pairOfOneRound, {
      cases: [
        { bonus: 0, total: 3 },
        { bonus: 5, total: 8 },
      ],
      settings: ({ bonus }) => ({ bonus }),
      *play({ player, group, case: k }) {
        yield ['Give', { gift: player.id, note: null }];
        expect(group.total, k.total);
      },
    });
    assert.deepEqual(await run(bot), [
      { session: 'once', case: 1, cases: 2, given: { once: { bonus: 0, total: 3 } }, fault: null },
      { session: 'once', case: 2, cases: 2, given: { once: { bonus: 5, total: 8 } }, fault: null },
    ]);
  });

  it('see the page with its spaces collapsed, and what is so after each move', async () => {
    const seen: unknown[] = [];
    const bot = once({
      *play({ player, group, html: page, submit }) {
        seen.push(page().includes('Round one: give!'), player.peek('gift'));
        yield submit('Give', { gift: 4, note: 'x' }, { timedOut: true });
        seen.push(player.gift, group.players.length);
      },
    });
    assert.equal((await run(bot))[0]?.fault, null);
    assert.deepEqual(seen, [true, null, true, null, 4, 2, 4, 2]);
  });
});

type Shape = typeof pair.shape;
type Pages = NonNullable<(typeof pairGame)['types']>['pages'];

describe('a bot’s run fails', () => {
  let lab: TestLab;
  before(async () => {
    lab = await testLab(project);
  });
  after(() => lab.close());

  type Play = Parameters<typeof defineBot<Shape, Pages>>[1]['play'];
  const cases: readonly { it: string; session?: string; play: Play; expect: string }[] = [
    {
      it: 'when a page is refused, with what is wrong',
      *play() {
        yield ['Give', { gift: 11, note: null }];
      },
      expect:
        'participant 1 is on Give of once, round 1: Give with { gift: 11, note: null } was refused: gift: A whole number from 0 to 10.',
    },
    {
      it: 'when a page is taken that must be refused',
      *play({ mustFail }) {
        yield mustFail('Give', { gift: 3 });
      },
      expect: 'participant 1 is on Give of once, round 1: Give with { gift: 3 } was taken, but it must be refused.',
    },
    {
      it: 'when another field is wrong than was expected',
      *play({ mustFail }) {
        yield mustFail('Give', { gift: 3, note: 'both' }, { errors: ['gift'] });
      },
      expect:
        'participant 1 is on Give of once, round 1: Give must be refused because of gift, but what is wrong is __all__: Say one or the other.',
    },
    {
      it: 'when an expectation does not hold',
      *play({ player }) {
        expect(player.payoff, '>', 0);
        yield ['Give', { gift: 1, note: null }];
      },
      expect: 'participant 1 is on Give of once, round 1: expected 0 > 0.',
    },
    {
      it: 'when the participant is on another page',
      *play() {
        yield ['Total'];
      },
      expect: 'participant 1 is on Give of once, round 1: the bot of once, round 1, sends Total instead.',
    },
    {
      it: 'when it goes on after the last page',
      *play({ submit }) {
        yield ['Give', { gift: 1, note: null }];
        yield submit('Total', {}, { checkHtml: false });
        yield ['Give', { gift: 1, note: null }];
      },
      expect: 'participant 1 is past the last page: the bot of once, round 1, sends Give instead.',
    },
    {
      it: 'when it ends before the last page',
      *play() {
        yield* [];
      },
      expect: 'participant 1 is on Give of once, round 1: the bot has ended, but this page is still to be sent.',
    },
    {
      it: 'when it ends on the last page of a round that is not the last',
      session: 'pair',
      *play() {
        yield ['Give', { gift: 1, note: null }];
      },
      expect: 'participant 1 is on Total of pair, round 1: the bot has ended, but this page is still to be sent.',
    },
    {
      it: 'when the page has no such field',
      *play({ submit }) {
        yield submit('Give', Object.fromEntries([['gfit', 1]]));
      },
      expect: 'participant 1 is on Give of once, round 1: Give has nothing to fill in called gfit.',
    },
    {
      it: 'when the page has no button',
      *play() {
        yield ['Give', { gift: 1, note: null }];
        yield ['Total'];
      },
      expect: 'participant 1 is on Total of once, round 1: Total has no button that sends it.',
    },
    {
      it: 'when the page has no timeout',
      *play({ submit }) {
        yield ['Give', { gift: 1, note: null }];
        yield submit('Total', {}, { timedOut: true });
      },
      expect: 'participant 1 is on Total of once, round 1: Total has no timeout.',
    },
    {
      it: 'when the game fails where all have come',
      *play() {
        yield ['Give', { gift: 10, note: null }];
      },
      expect: 'participant 2 is on Give of once, round 1, and the game failed: too generous.',
    },
    {
      it: 'when a refusal does not say what it should',
      *play({ mustFail }) {
        yield mustFail('Give', { gift: 1, note: 'both' }, { says: 'Say one or the other.' });
        yield mustFail('Give', { gift: 1, note: 'both' }, { says: 'Say nothing' });
      },
      expect:
        'participant 1 is on Give of once, round 1: Give must be refused with the words "Say nothing", but it says __all__: Say one or the other.',
    },
    {
      it: 'when it writes',
      *play({ player }) {
        Object.assign(player, { gift: 3 });
        yield ['Give', { gift: 1, note: null }];
      },
      expect: 'participant 1 is on Give of once, round 1: player.gift was written by a function that only decides or shows.',
    },
    {
      it: 'when everybody waits for somebody whose bot has ended',
      session: 'later',
      *play({ participant, submit }) {
        yield ['Give', { gift: 1, note: null }];
        if (participant.number === 2) yield submit('Total', {}, { checkHtml: false });
      },
      expect: 'the bots got stuck: participant 1 is on Total of once, round 1; participant 2 is on Meet of later, round 1.',
    },
  ];
  for (const c of cases)
    it(c.it, async () => {
      const session = c.session ?? 'once';
      const bot = defineBot(session === 'pair' ? pairGame : pairOfOneRound, { play: c.play });
      const [result] = await Array.fromAsync(playBots(lab, { bots: [bot], only: session }));
      assert.equal(result?.fault, c.expect);
    });
});

const sloppy = defineGame({ name: 'sloppy', player: { age: field.int() } });
const pages = {
  twice: sloppy.page('Twice', { form: ['age'], view: ({ form, next }) => html`<b id="x"></b><b id="x"></b>${form} ${next}` }),
  unlabeled: sloppy.page('Unlabeled', { form: ['age'], view: ({ next }) => html`<input name="age"> ${next}` }),
  lost: sloppy.page('Lost', { form: ['age'], view: ({ form, next }) => html`${form}<input name="agee" aria-label="Age"> ${next}` }),
};
const faults = {
  twice: /the page Twice is written wrongly: two elements have the id x/,
  unlabeled: /the page Unlabeled is written wrongly: age has no label/,
  lost: /Lost asks for agee, which is no field of the game: what is typed there is lost/,
} satisfies Record<keyof typeof pages, RegExp>;

describe('a page that is written wrongly', () => {
  for (const [name, page] of Object.entries(pages))
    it(`is found by a bot: ${name}`, async () => {
      const sequence = sloppy.sequence(page);
      const lab = await testLab(
        defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'sloppy', games: [sequence] }] }),
      );
      const bot: Bot = defineBot(sequence, {
        *play({ submit }) {
          yield submit(page.name, { age: 3 });
        },
      });
      const [result] = await Array.fromAsync(playBots(lab, { bots: [bot], only: null }));
      await lab.close();
      assert.match(result?.fault ?? '', new Map(Object.entries(faults)).get(name) ?? /never/);
    });
});
