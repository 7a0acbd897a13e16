import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { elapsedText, headlineOf, laggardsOf, type MonitoredPerson, pageKey, riverOf, seatsOf } from './monitor.ts';
import { sessionPlan } from './session-plan.ts';

const game = defineGame({ name: 'pot', groupSize: 2, rounds: 2 });
const Decide = game.page('Decide', { view: () => html`` });
const Settle = game.wait('Settle');
const Results = game.page('Results', { view: () => html`` });
const plan = sessionPlan([game.sequence(Decide, Settle, Results)]);

/** Seats 1 and 2 are group 1, seats 3 and 4 group 2. */
function person(number: number, pageIndex: number, wish: Partial<MonitoredPerson> = {}): MonitoredPerson {
  const group = Math.ceil(number / 2);
  return {
    number,
    code: `code${number}`,
    label: null,
    pageIndex,
    gameOrder: null,
    treatment: null,
    group,
    members: [2 * group - 1, 2 * group],
    sinceMs: 14_000,
    seenAgoMs: null,
    payoff: 0,
    status: '',
    isBot: false,
    fault: null,
    leftMs: null,
    notice: null,
    ...wish,
  };
}

const usual = new Map([[pageKey('pot', 'Decide'), 21_000]]);
const seat = (...people: readonly MonitoredPerson[]) => seatsOf(people, plan, usual)[0];

describe('a seat', () => {
  const cases = [
    { it: 'is idle before the start', people: [person(1, 0)], state: 'idle', words: 'not here yet', page: 'Not started' },
    {
      it: 'is away when its browser is silent for 30 s',
      people: [person(1, 1, { seenAgoMs: 31_000 })],
      state: 'away',
      words: 'away',
      page: 'Decide',
    },
    { it: 'is not away for a short silence', people: [person(1, 1, { seenAgoMs: 29_000 })], state: 'ok', words: 'working', page: 'Decide' },
    {
      it: 'is not away when it has finished',
      people: [person(1, 9, { seenAgoMs: 31_000 })],
      state: 'done',
      words: 'finished',
      page: 'Finished',
    },
    {
      it: 'is played by a bot',
      people: [person(1, 1, { isBot: true, seenAgoMs: 99_000 })],
      state: 'ok',
      words: 'a bot plays',
      page: 'Decide',
    },
    { it: 'works on a page', people: [person(1, 1)], state: 'ok', words: 'working', page: 'Decide' },
    {
      it: 'waits for the others of its group',
      people: [person(1, 2), person(2, 1), person(3, 1)],
      state: 'wait',
      words: 'waits for P2',
      page: 'Settle',
    },
    {
      it: 'calls people by their label',
      people: [person(1, 2), person(2, 1, { label: 'B4' })],
      state: 'wait',
      words: 'waits for B4',
      page: 'Settle',
    },
    { it: 'goes on when everybody is there', people: [person(1, 2), person(2, 3)], state: 'wait', words: 'goes on now', page: 'Settle' },
    {
      it: 'is late after three times the usual time',
      people: [person(1, 1, { sinceMs: 64_000 })],
      state: 'late',
      words: 'late: usual 0:21',
      page: 'Decide',
    },
    {
      it: 'is never late within a minute or where nobody knows',
      people: [person(1, 3, { sinceMs: 640_000 })],
      state: 'ok',
      words: 'working',
      page: 'Results',
    },
    {
      it: 'has dropped out when the game says so',
      people: [person(1, 1, { status: 'dropout' })],
      state: 'fail',
      words: 'dropped out',
      page: 'Decide',
    },
    {
      it: 'is stuck when the game failed',
      people: [person(1, 2, { fault: 'Boom.' }), person(2, 2)],
      state: 'fail',
      words: 'error in the game',
      page: 'Settle',
    },
    { it: 'is done past the last page', people: [person(1, 7)], state: 'done', words: 'finished', page: 'Finished' },
  ] as const;
  for (const c of cases)
    it(c.it, () => {
      const { state, words, page } = seat(...c.people) ?? {};
      assert.deepEqual({ state, words, page }, { state: c.state, words: c.words, page: c.page });
    });

  it('names the round of a game with rounds', () => assert.equal(seat(person(1, 4))?.round, 2));
  it('counts those it waits for when they are many', () => {
    const all = sessionPlan([game.sequence(Decide, game.wait('All', { scope: 'all' }))]);
    const people = [person(1, 2), ...[2, 3, 4, 5].map((number) => person(number, 1))];
    assert.equal(seatsOf(people, all, usual)[0]?.words, 'waits for 4');
  });
});

describe('the headline', () => {
  const late = { sinceMs: 161_000 };
  const cases = [
    { it: 'asks for the start', people: [person(1, 0), person(2, 0)], expect: 'wait: Nobody has started yet.' },
    { it: 'is calm', people: [person(1, 1), person(2, 0)], expect: 'ok: 1 of 2 is on the way.' },
    {
      it: 'names the late',
      people: [person(1, 1), person(2, 1, { label: 'B4', ...late })],
      expect: 'late: 1 of 2 is on the way. B4 is late.',
    },
    {
      it: 'says who dropped out first by colour',
      people: [person(1, 1, late), person(2, 1, { status: 'dropout' })],
      expect: 'fail: 0 of 2 are on the way. P1 is late. P2 dropped out.',
    },
    {
      it: 'says who is stuck',
      people: [person(1, 2, { fault: 'Boom.' }), person(2, 1)],
      expect: 'fail: 1 of 2 is on the way. P1 is stuck.',
    },
    {
      it: 'counts many',
      people: [1, 2, 3, 4].map((number) => person(number, 1, late)),
      expect: 'late: 0 of 4 are on the way. 4 need you.',
    },
    { it: 'counts the finished', people: [person(1, 1), person(2, 7)], expect: 'ok: 1 of 2 is on the way. 1 has finished.' },
    { it: 'is done', people: [person(1, 7), person(2, 7)], expect: 'ok: All 2 have finished.' },
  ];
  for (const c of cases)
    it(c.it, () => {
      const { state, sentence } = headlineOf(seatsOf(c.people, plan, usual));
      assert.equal(`${state}: ${sentence}`, c.expect);
    });
});

it('what failed in the game is said under the headline', () => {
  const { detail } = headlineOf(seatsOf([person(1, 2, { fault: 'Boom.' }), person(2, 2, { fault: 'Boom.' })], plan, usual));
  assert.equal(detail, 'The game failed when the group was complete: Boom. All answers are saved.');
});

describe('the river', () => {
  it('has each page once, between those who have not started and those who have finished', () => {
    const people = [person(1, 0), person(2, 1), person(3, 4), person(4, 7)];
    const stops = riverOf(seatsOf(people, plan, usual), plan).map(({ name, states }) => `${name} ${states.length}`);
    assert.deepEqual(stops, ['Not started 1', 'Decide 2', 'Settle 0', 'Results 0', 'Finished 1']);
  });
});

describe('time on a page', () => {
  const cases = { 0: '0:00', 14_999: '0:14', 161_000: '2:41', 3_723_000: '1:02:03' };
  for (const [ms, text] of Object.entries(cases)) it(`${ms} ms is ${text}`, () => assert.equal(elapsedText(Number(ms)), text));
});

describe('who can be moved on', () => {
  const found = (...places: readonly number[]) => {
    const seats = seatsOf(
      places.map((page, at) => person(at + 1, page)),
      plan,
      usual,
    );
    return laggardsOf(seats, plan).map(({ pageIndex, names, count }) => [pageIndex, names.join(' '), count]);
  };
  const cases = [
    {
      it: 'has not started, or is furthest behind of the others',
      at: [0, 3, 1, 1],
      expect: [
        [0, 'P1', 1],
        [1, 'P3 P4', 2],
      ],
    },
    { it: 'is named when they are three at most', at: [1, 1, 1, 1], expect: [[1, 'P1 P2 P3', 4]] },
    { it: 'does not wait for others', at: [2, 3, 7, 7], expect: [] },
    { it: 'has not finished', at: [7, 7, 6, 7], expect: [[6, 'P3', 1]] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(found(...c.at), c.expect));
});

describe('what a seat says of its page', () => {
  it('is no usual time below a second, which nobody can be late for', () => {
    const quick = new Map([[pageKey('pot', 'Decide'), 400]]);
    const late = seatsOf([person(1, 1, { sinceMs: 70_000 })], plan, quick)[0];
    assert.deepEqual([late?.state, late?.words], ['late', 'late']);
  });
  it('is no group in a game without groups, and none before the start and after the end', () => {
    const alone = defineGame({ name: 'alone' });
    const only = sessionPlan([alone.sequence(alone.page('Only', { view: () => html`` }))]);
    const groupsIn = (of: typeof plan, pages: readonly number[]) =>
      pages.map((page) => seatsOf([person(1, page)], of, new Map())[0]?.group);
    assert.deepEqual(groupsIn(only, [0, 1, 2]), [null, null, null]);
    assert.deepEqual(groupsIn(plan, [0, 1, 6, 7]), [null, 1, 1, null]);
  });
});
