import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { textQuery } from '#kit/db/query.ts';
import { expirePages } from '../../page/expire.ts';
import { start } from '../../page/path.ts';
import { advance } from '../../sessions/advance.ts';
import { interleave, type Meeting } from './interleave.ts';
import { meetingGames } from './meeting-games.ts';
import { begun, kindOf, look, press, sentTo, type Played } from './moves.ts';
import { sessionNow, type PersonNow } from './session-now.ts';
import { Stage } from './stage.ts';

const timeIsUp = textQuery<{ sessionId: number }, unknown>(
  'test.timeIsUp',
  `update lab_timer t set deadline_at = clock_timestamp(), fire_at = clock_timestamp() from lab_participant p
   where p.id = t.participant_id and p.session_id = $1`,
  ({ sessionId }) => [sessionId],
);

const give = { page: 'pairs/Give', posted: { gives: '5' } };

describe('requests about one participant, in every order of their trips', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(meetingGames)));
  after(() => stage?.close());

  async function everyOrder(t: TestContext, meeting: Meeting<Played>): Promise<void> {
    t.diagnostic(`${await interleave(stage, meeting)} interleavings`);
  }
  async function firstOf({ sessionId }: Played): Promise<PersonNow> {
    const [person] = (await sessionNow(stage.lab.db, sessionId)).people;
    assert.ok(person);
    return person;
  }

  it('R1: one press that arrives twice has one effect, and both get the next page', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'pairs', { participants: 2 }),
      requests: [1, 2].map(() => (played, lab) => press(lab, played, { who: 1, ...give })),
      check: async (played, outcomes) => {
        assert.deepEqual(outcomes.map(sentTo), [2, 2]);
        const person = await firstOf(played);
        assert.deepEqual(person.data, { gives: 5, sent: 1 });
        assert.deepEqual([person.payoff, person.earned], [1, 1]);
        assert.deepEqual(person.left, [{ page: 1, isWait: false, timedOut: false }]);
      },
    }));

  it('R1: of three different answers the first counts, whole and once, and the others get the next page', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'pairs', { participants: 2 }),
      requests: [11, 22, 33].map(
        (gives, at) => (played, lab) => press(lab, played, { who: 1, ...give, posted: { gives: `${gives}` }, intent: `${at}`.repeat(32) }),
      ),
      check: async (played, outcomes) => {
        assert.deepEqual(outcomes.map(sentTo), [2, 2, 2]);
        const person = await firstOf(played);
        assert.ok([11, 22, 33].includes(Number(person.data['gives'])));
        assert.deepEqual([person.data['sent'], person.payoff, person.left.length], [1, 1, 1]);
      },
    }));

  it('R1: a start link that is opened twice starts once', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'hurry', { participants: 2, started: 0 }),
      requests: [1, 2].map(() => (played, lab) => start({ code: played.codes[0] ?? '', label: null }, lab)),
      check: async (played, outcomes) => {
        assert.deepEqual(outcomes.map(sentTo), [1, 1]);
        const person = await firstOf(played);
        assert.deepEqual([person.page, person.left.length, person.clock], [1, 0, { page: 1, seconds: 30 }]);
      },
    }));

  const submitAndClock: Meeting<Played>['requests'] = [
    (played, lab) => press(lab, played, { who: 1, page: 'hurry/First', posted: { gives: '7' } }),
    (_, lab) => expirePages(lab),
  ];
  async function onePageWasLeft(played: Played): Promise<void> {
    const person = await firstOf(played);
    assert.deepEqual([person.page, person.left.length, person.data['sent']], [2, 1, 1]);
    assert.equal(person.data['gives'], person.left[0]?.timedOut ? 0 : 7);
    assert.deepEqual(person.clock, { page: 2, seconds: person.left[0]?.timedOut ? 70 : 60 }, 'the next page has all its time');
  }
  const beginLate = async (): Promise<Played> => {
    const played = await begun(stage.lab, 'hurry', { participants: 1 });
    await stage.lab.db.run(timeIsUp, played);
    return played;
  };

  it('R2, R3: of a submit and the clock one counts, one page is left, and the next one has all its time', (t) =>
    everyOrder(t, { begin: beginLate, requests: submitAndClock, check: onePageWasLeft }));

  it('R20: also when the clocks of the processes differ by two seconds', (t) =>
    everyOrder(t, {
      begin: beginLate,
      requests: submitAndClock.map((request, at) => (played, lab) => {
        const skewMs = at === 0 ? 2_000 : -2_000;
        return request(played, { ...lab, clock: { nowMs: () => Date.now() + skewMs } });
      }),
      check: onePageWasLeft,
    }));

  it('R21: two processes that look at the clocks send a page once', (t) =>
    everyOrder(t, {
      begin: beginLate,
      requests: [1, 2, 3].map(() => (_, lab) => expirePages(lab)),
      check: async (played, outcomes) => {
        assert.deepEqual(
          outcomes.filter((count) => count !== 0),
          [1],
        );
        const person = await firstOf(played);
        assert.deepEqual([person.page, person.left, person.data['sent']], [2, [{ page: 1, isWait: false, timedOut: true }], 1]);
      },
    }));

  it('R8: of the organiser’s advance and a submit one counts; the other is told that they have moved already', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'hurry', { participants: 2 }),
      requests: [
        (played, lab) => press(lab, played, { who: 1, page: 'hurry/First', posted: { gives: '7' } }),
        ({ sessionId, codes }, lab) =>
          advance({ id: sessionId, maxPageIndex: 3 }, { pageIndex: 1, ...(codes[0] && { code: codes[0] }) }, lab),
      ],
      check: async (played, [submitted, advanced]) => {
        const person = await firstOf(played);
        assert.deepEqual([person.page, person.left.length, person.data['sent']], [2, 1, 1]);
        const isAdvanced = person.left[0]?.timedOut;
        const [row] = Array.isArray(advanced) ? advanced : [];
        assert.equal(row?.skippedBecause, isAdvanced ? null : 'already moved');
        assert.equal(sentTo(submitted), 2);
      },
    }));

  it('R8: two organisers who press advance together move a person by one page', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'hurry', { participants: 1 }),
      requests: [1, 2].map(
        () =>
          ({ sessionId }, lab) =>
            advance({ id: sessionId, maxPageIndex: 3 }, { pageIndex: 1 }, lab),
      ),
      check: async (played) => {
        const person = await firstOf(played);
        assert.deepEqual([person.page, person.left.length], [2, 1]);
      },
    }));

  it('R2: a look at the page while it is being sent shows this page or leads to the next, never an error', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'pairs', { participants: 2 }),
      requests: [
        (played, lab) => press(lab, played, { who: 1, ...give }),
        (played, lab) => look(lab, played, { who: 1, page: 'pairs/Give', index: 1 }),
      ],
      check: async (_, [sent, looked]) => {
        assert.equal(sentTo(sent), 2);
        assert.ok(['page', 'goTo'].includes(kindOf(looked)));
      },
    }));
});
