import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { sessionPlan } from '../../rules/session-plan.ts';
import { defineGame, type Player } from '../define-game.ts';
import { field } from '../fields.ts';
import type { SubsessionOf } from '../shape.ts';
import { firstRows } from './first-rows.ts';

/** Nobody has put anything into another language. */
const plainWords = { t: (key: string): string => key, asset: (path: string): string => path, yesAndNo: ['Yes', 'No'] } as const;

/** Runs author code on a new session of four people in pairs, over two rounds, and gives what it returns. */
const game = defineGame({
  name: 'tried',
  groupSize: 2,
  rounds: 2,
  roles: ['Buyer', 'Seller'],
  player: {
    move: field.choice({ keep: 'I keep', give: 'I give' }),
    note: field.text().optional(),
    list: field.json<number[]>({ initial: [1] }),
  },
  group: { pot: field.money() },
});
type Round = SubsessionOf<(typeof game)['shape']>;

function inSession<Result>(work: (subsession: Round) => Result, { hasPlayerPayoffs = true } = {}): Result {
  let result: { value: Result } | null = null;
  const tried = { ...game.sequence(game.page('Only', { view: () => html`` })) };
  const playable = { ...tried, game: { ...tried.game, onCreate: (subsession: Round) => void (result ??= { value: work(subsession) }) } };
  const session = { id: 1, code: 'abcdefgh', config: { name: 'tried' }, numParticipants: 4, isDemo: false, seed: 'seed' };
  const money = { points: false, code: 'EUR', pointsName: null, places: 2, language: 'en', thousandsSeparator: '' };
  firstRows({
    plan: sessionPlan([playable], { participant: {}, session: {}, hasPlayerPayoffs }),
    session,
    rounding: { moneyPlaces: 2 },
    rules: { money, rate: { points: false, pointValue: 1, participationFee: 2.5, currencyPlaces: 2 }, ...plainWords },
    nowMs: 0,
    people: ['a', 'b', 'c', 'd'].map((code) => ({ code, label: null })),
  });
  assert.ok(result);
  const { value }: { value: Result } = result;
  return value;
}

const firstOf = (subsession: Round): Player<typeof game> => {
  const [player] = subsession.players;
  assert.ok(player);
  return player;
};

describe('what author code reads', () => {
  it('leads from a player to the group, the others, the round, the session and back', () =>
    inSession((subsession) => {
      const player = firstOf(subsession);
      assert.equal(player.group.player(1), player);
      assert.deepEqual(
        player.others.map(({ id, role }) => [id, role]),
        [[2, 'Seller']],
      );
      assert.equal(player.subsession, subsession);
      assert.equal(player.participant.session.numParticipants, 4);
      assert.equal(player.group.byRole('Buyer'), player);
      assert.deepEqual(subsession.matrix(), [
        [1, 2],
        [3, 4],
      ]);
    }));

  it('throws for a required field that nobody set, and names it', () =>
    assert.throws(() => inSession((subsession) => firstOf(subsession).move), {
      code: 'LAB_FIELD_NOT_SET',
      message: 'player.move was read before it was set.',
    }));

  it('is null where the field is optional, or with peek', () =>
    inSession((subsession) => assert.deepEqual([firstOf(subsession).note, firstOf(subsession).peek('move')], [null, null])));

  it('refuses a round, a player or a role that does not exist, by name', () => {
    assert.throws(() => inSession((subsession) => firstOf(subsession).inRound(3)), {
      message: 'tried has rounds 1 to 2; there is no round 3.',
    });
    assert.throws(() => inSession((subsession) => firstOf(subsession).group.player(9)), { message: /there is no player 9/ });
  });

  it('shows a choice by its label', () =>
    inSession((subsession) => {
      const player = firstOf(subsession);
      player.move = 'give';
      assert.equal(player.display('move'), 'I give');
    }));
});

describe('what author code writes', () => {
  it('is rounded where the field rounds', () =>
    inSession((subsession) => {
      const { group } = firstOf(subsession);
      group.pot = 0.1 + 0.2;
      assert.equal(group.pot, 0.3);
    }));

  it('moves the participant’s payoff by the difference, also after it was overwritten', () =>
    inSession((subsession) => {
      const player = firstOf(subsession);
      player.payoff = 120;
      player.inRound(2).payoff = 50;
      assert.equal(player.participant.payoff, 170);
      player.participant.payoff = 200;
      player.payoff = 130;
      assert.deepEqual([player.participant.payoff, player.participant.payoffPlusFee], [210, 212.5]);
    }));

  const refused: readonly { it: string; work: (player: Player<typeof game>) => void; message: RegExp }[] = [
    {
      it: 'an undeclared name, and lists the declared ones',
      work: (player) => void Object.assign(player, { mvoe: 'give' }),
      message: /Declared fields: move, note, list/,
    },
    {
      it: 'a value of the wrong kind',
      work: (player) => void Object.assign(player, { note: 3 }),
      message: /player.note holds text up to its maxLength, not 3/,
    },
    {
      it: 'a choice that is not on offer',
      work: (player) => void Object.assign(player, { move: 'take' }),
      message: /player.move holds one of its choices/,
    },
    {
      it: 'what is not a number as a payoff',
      work: (player) => void Object.assign(player, { payoff: Number.NaN }),
      message: /player.payoff holds an amount of money/,
    },
    { it: 'a change inside a JSON value, which would be lost', work: (player) => void player.list.push(2), message: /not extensible/ },
  ];
  for (const c of refused)
    it(`cannot be ${c.it}`, () => assert.throws(() => inSession((subsession) => c.work(firstOf(subsession))), { message: c.message }));
});

describe('payoffs of players', () => {
  it('are not there where the project says autoTabulatePayoffs: false; participants have theirs', () =>
    inSession(
      (subsession) => {
        const player = firstOf(subsession);
        assert.throws(() => player.payoff, { message: /autoTabulatePayoffs/, hint: 'Use player.participant.payoff.' });
        assert.throws(() => (player.payoff = 3), { code: 'LAB_WRONG_ASSIGNMENT' });
        player.participant.payoff = 3;
        assert.equal(player.participant.payoffPlusFee, 5.5);
      },
      { hasPlayerPayoffs: false },
    ));
});

describe('an async callback', () => {
  it('is refused: it runs inside a transaction', () =>
    assert.throws(() => {
      const tried = game.sequence(game.page('Only', { view: () => html`` }));
      const playable = { ...tried, game: { ...tried.game, onCreate: async () => {} } };
      firstRows({
        plan: sessionPlan([playable]),
        session: { id: 1, code: 'abcdefgh', config: {}, numParticipants: 2, isDemo: false, seed: '' },
        rounding: { moneyPlaces: 0 },
        rules: {
          money: { points: true, code: 'USD', pointsName: null, places: 0, language: 'en', thousandsSeparator: '' },
          rate: { points: true, pointValue: 1, participationFee: 0, currencyPlaces: 2 },
          ...plainWords,
        },
        nowMs: 0,
        people: ['a', 'b'].map((code) => ({ code, label: null })),
      });
    }, /must not be async/));
});
