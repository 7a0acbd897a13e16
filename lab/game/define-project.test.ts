import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { sayIn } from '../texts/texts.ts';
import { frozenConfig } from '../rules/session-config.ts';
import { defineGame } from './define-game.ts';
import { defineProject, type ProjectOptions } from './define-project.ts';
import { field } from './fields.ts';

const game = defineGame({ name: 'trust', groupSize: 2, config: { frame: field.choice({ gain: 'Gain', loss: 'Loss' }) } });
const trust = game.sequence(game.page('Only', { view: ({ config }) => html`${config.frame}` }));
const plain = defineGame({ name: 'plain' });
const survey = plain.sequence(plain.page('Only', { view: () => html`` }));
const defaults = { participationFee: 5, pointValue: 0.02 };

describe('a project', () => {
  const project = defineProject({
    currency: { code: 'EUR', pointsName: 'tokens' },
    defaults,
    sessions: [
      { name: 'both', games: [trust, survey], params: { frame: 'loss', tax: 0.1, rounds: 3, isPaid: true, prizes: [1, 2] } },
      { name: 'alone', games: [survey], participationFee: 0 },
    ],
  });

  it('fills in the defaults of each session', () => {
    const facts = project.configs.map(({ name, displayName, participationFee, pointValue }) => [
      name,
      displayName,
      participationFee,
      pointValue,
    ]);
    assert.deepEqual(facts, [
      ['both', 'both', 5, 0.02],
      ['alone', 'alone', 0, 0.02],
    ]);
  });
  it('lists every game once', () => assert.deepEqual(project.games, [trust, survey]));
  it('knows how points and money are written', () => {
    assert.deepEqual([project.money.points, project.money.pointsName, project.money.places], [true, 'tokens', 0]);
    assert.deepEqual([project.currency.points, project.currency.code, project.currency.places], [false, 'EUR', 2]);
  });

  it('freezes a session’s parameters; each keeps its kind', () => {
    const [both] = project.configs;
    assert.ok(both);
    const config = frozenConfig(
      both,
      { frame: 'gain', tax: '0,25', rounds: '4.0', isPaid: '', prizes: [3] },
      { moneyPlaces: 0, say: sayIn('en') },
    );
    assert.deepEqual(config, {
      name: 'both',
      displayName: 'both',
      participationFee: 5,
      pointValue: 0.02,
      frame: 'gain',
      tax: 0.25,
      rounds: 4,
      isPaid: false,
      prizes: [3],
    });
  });

  const refused: readonly { it: string; options: ProjectOptions; message: RegExp }[] = [
    {
      it: 'two sessions of one name',
      options: { defaults, sessions: [1, 2].map(() => ({ name: 'a', games: [survey] })) },
      message: /two of its sessions are called a/,
    },
    {
      it: 'a game that is played twice',
      options: { defaults, sessions: [{ name: 'a', games: [survey, survey] }] },
      message: /plays a game twice/,
    },
    { it: 'a session without games', options: { defaults, sessions: [{ name: 'a', games: [] }] }, message: /plays no game/ },
    {
      it: 'a name with a space',
      options: { defaults, sessions: [{ name: 'a b', games: [survey] }] },
      message: /may hold letters, digits and _/,
    },
    {
      it: 'no point value',
      options: { sessions: [{ name: 'a', games: [survey], participationFee: 1 }] },
      message: /needs participationFee and pointValue/,
    },
    {
      it: 'a demo that cannot be grouped',
      options: { defaults, sessions: [{ name: 'a', games: [trust], params: { frame: 'gain' }, demoParticipants: 3 }] },
      message: /must be a multiple of 2/,
    },
    {
      it: 'a parameter that a game needs and nobody gives',
      options: { defaults, sessions: [{ name: 'a', games: [trust] }] },
      message: /no value for the parameter frame of the game trust/,
    },
  ];
  for (const c of refused)
    it(`cannot have ${c.it}`, () => assert.throws(() => defineProject(c.options), { code: 'LAB_BAD_PROJECT', message: c.message }));
});
