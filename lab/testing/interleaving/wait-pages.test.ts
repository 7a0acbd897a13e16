import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { textQuery } from '#kit/db/query.ts';
import { expirePages } from '../../page/expire.ts';
import { NeedsMemory } from '../../page/needs-memory.ts';
import { runAgain } from '../../page/run-failed-meetings.ts';
import { markDropout } from '../../sessions/dropouts.ts';
import { takeDue } from '../../store/timers.ts';
import { interleave, type Meeting } from './interleave.ts';
import { callback, meetingGames } from './meeting-games.ts';
import { begun, kindOf, look, press, sentTo, type Played } from './moves.ts';
import { sessionNow } from './session-now.ts';
import { Stage } from './stage.ts';

const noTimers = textQuery<object, unknown>('test.noTimers', 'delete from lab_timer', () => []);
const timersAreDue = textQuery<object, unknown>('test.timersAreDue', 'update lab_timer set fire_at = clock_timestamp()', () => []);

const meetingsOfRound = textQuery<Played, { meetings: number }>(
  'test.meetingsOfRound',
  `select (data->>'meetings')::int as meetings from lab_subsession where session_id = $1`,
  ({ sessionId }) => [sessionId],
);
const holdPerson = textQuery<{ code: string }, unknown>(
  'test.holdPerson',
  'select id from lab_participant where code = $1 for update',
  ({ code }) => [code],
);

describe('people who arrive together at a wait page, in every order of their trips', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(meetingGames)));
  after(() => stage?.close());

  async function everyOrder(t: TestContext, meeting: Meeting<Played>): Promise<void> {
    t.diagnostic(`${await interleave(stage, meeting)} interleavings`);
  }
  const now = ({ sessionId }: Played) => sessionNow(stage.lab.db, sessionId);
  const gives = (page: string, who: number, amount = who): Meeting<Played>['requests'][number] => {
    return (played, lab) => press(lab, played, { who, page, posted: { gives: `${amount}` } });
  };

  /** Everybody is past the wait page and sees so; the meeting was once. */
  async function metOnce(played: Played, page: string, { timedOut = [] }: { readonly timedOut?: readonly number[] } = {}): Promise<void> {
    const { groups, people, waits } = await now(played);
    assert.deepEqual(waits, [{ page: 2, missing: 0, isOver: true, hasFailed: false }]);
    assert.ok(groups.every(({ data }) => data['meetings'] === 1));
    for (const person of people) {
      assert.equal(person.page, 3);
      assert.deepEqual(person.left, [
        { page: 1, isWait: false, timedOut: timedOut.includes(person.number) },
        { page: 2, isWait: true, timedOut: false },
      ]);
      assert.equal(person.payoff, person.earned);
      assert.equal(sentTo(await look(stage.lab, played, { who: person.number, page, index: 2 })), 3, 'nobody sees "waiting" any more');
    }
  }

  it('R4: the last two of a pair: one meeting, both go on, whoever was first', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'pairs', { participants: 2 }),
      requests: [gives('pairs/Give', 1), gives('pairs/Give', 2)],
      check: async (played, outcomes) => {
        assert.deepEqual(new Set(outcomes.map(sentTo)), new Set([2, 3]));
        await metOnce(played, 'pairs/Meet');
        assert.deepEqual(
          (await now(played)).people.map(({ payoff }) => payoff),
          [2, 3],
        );
      },
    }));

  it('R4: the same in processes that do not know yet what the callbacks touch', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'pairs', { participants: 2 }),
      requests: [gives('pairs/Give', 1), gives('pairs/Give', 2)].map(
        (request) => (played, lab) => request(played, { ...lab, needs: new NeedsMemory() }),
      ),
      check: (played) => metOnce(played, 'pairs/Meet'),
    }));

  it('R4: the last two of three', (t) =>
    everyOrder(t, {
      begin: async () => {
        const played = await begun(stage.lab, 'threes', { participants: 3 });
        await gives('threes/Give', 3)(played, stage.lab);
        return played;
      },
      requests: [gives('threes/Give', 1), gives('threes/Give', 2)],
      check: (played) => metOnce(played, 'threes/Meet'),
    }));

  it('R4: all three at once', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'threes', { participants: 3 }),
      requests: [1, 2, 3].map((who) => gives('threes/Give', who)),
      check: (played) => metOnce(played, 'threes/Meet'),
    }));

  it('R4: the last one looks at the wait page of the first while the meeting runs: the wait page, or on', (t) =>
    everyOrder(t, {
      begin: async () => {
        const played = await begun(stage.lab, 'pairs', { participants: 2 });
        await gives('pairs/Give', 1)(played, stage.lab);
        return played;
      },
      requests: [gives('pairs/Give', 2), (played, lab) => look(lab, played, { who: 1, page: 'pairs/Meet', index: 2 })],
      check: async (played, [, looked]) => {
        assert.ok(kindOf(looked) === 'wait' || sentTo(looked) === 3);
        await metOnce(played, 'pairs/Meet');
      },
    }));

  it('R13: with scope all, seats that nobody has taken are missing', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'crowd', { participants: 3, started: 2 }),
      requests: [gives('crowd/Give', 1), gives('crowd/Give', 2)],
      check: async (played, outcomes) => {
        assert.deepEqual(outcomes.map(sentTo), [2, 2]);
        assert.deepEqual((await now(played)).waits, [{ page: 2, missing: 1, isOver: false, hasFailed: false }]);
      },
    }));

  it('R13: with scope all, the last two of everybody', (t) =>
    everyOrder(t, {
      begin: async () => {
        const played = await begun(stage.lab, 'crowd', { participants: 3 });
        await gives('crowd/Give', 3)(played, stage.lab);
        return played;
      },
      requests: [gives('crowd/Give', 1), gives('crowd/Give', 2)],
      check: (played) => metOnce(played, 'crowd/Everybody'),
    }));

  it('R13: who is marked as gone while the others arrive holds nobody up', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'crowd', { participants: 2 }),
      requests: [gives('crowd/Give', 1), ({ codes }, lab) => markDropout(codes[1] ?? '', lab)],
      check: async (played) => {
        await stage.lab.db.run(timersAreDue, {});
        await expirePages(stage.lab); // sends the page of whoever is gone
        await metOnce(played, 'crowd/Everybody', { timedOut: [2] });
      },
    }));

  it('R21: a clock that a process has taken before it died is taken by another', async () => {
    await stage.lab.db.run(noTimers, {}); // of the sessions before
    const played = await begun(stage.lab, 'hurry', { participants: 1 });
    await stage.lab.db.run(timersAreDue, {});
    assert.equal((await takeDue(stage.lab.db, 50)).length, 1);
    assert.equal(await expirePages(stage.lab), 0, 'it is lent for a while');
    await stage.lab.db.run(timersAreDue, {});
    assert.equal(await expirePages(stage.lab), 1);
    assert.equal((await now(played)).people[0]?.page, 2);
  });

  it('R16: the last one skips the wait page while the other waits there: the meeting runs once, and both go on', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'skippers', { participants: 2 }),
      requests: [gives('skippers/Give', 1, 5), gives('skippers/Give', 2, 0)],
      check: async (played, outcomes) => {
        const { groups, people, waits } = await now(played);
        assert.equal(sentTo(outcomes[1]), 3);
        assert.deepEqual(
          people.map(({ page }) => page),
          [3, 3],
        );
        assert.deepEqual([groups[0]?.data['meetings'], waits[0]?.missing, waits[0]?.isOver], [1, 0, true]);
        assert.deepEqual(
          people[1]?.left.map(({ page }) => page),
          [1],
          'who skips a page has not been there',
        );
      },
    }));

  it('R16: when both skip it, it does not run', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'skippers', { participants: 2 }),
      requests: [gives('skippers/Give', 1, 0), gives('skippers/Give', 2, 0)],
      check: async (played, outcomes) => {
        assert.deepEqual(outcomes.map(sentTo), [3, 3]);
        const { groups, waits } = await now(played);
        assert.deepEqual([groups[0]?.data['meetings'], waits[0]?.missing, waits[0]?.isOver], [0, 0, false]);
      },
    }));

  /** Two groups of two; one of each waits, and the next two are the last of their groups. */
  const twoGroups = async (): Promise<Played> => {
    const played = await begun(stage.lab, 'kitty', { participants: 4 });
    for (const who of [1, 3]) await gives('kitty/Give', who)(played, stage.lab);
    return played;
  };

  it('R11: two groups whose meetings add to the same fields of the session: each counts once', (t) =>
    everyOrder(t, {
      begin: twoGroups,
      requests: [gives('kitty/Give', 2), gives('kitty/Give', 4)],
      check: async (played, outcomes) => {
        assert.deepEqual(outcomes.map(sentTo), [3, 3]);
        const { groups, session } = await now(played);
        assert.deepEqual([session['total'], groups.map(({ data }) => data['meetings'])], [1 + 2 + 3 + 4, [1, 1]]);
        assert.deepEqual(await stage.lab.db.one(meetingsOfRound, played), { meetings: 2 });
      },
    }));

  it('a meeting that writes fields of the session waits for nobody outside its group', async () => {
    const played = await twoGroups();
    await stage.lab.db.inTransaction(async (tx) => {
      await tx.run(holdPerson, { code: played.codes[2] ?? '' });
      assert.equal(sentTo(await gives('kitty/Give', 2)(played, stage.lab)), 3);
    });
    assert.equal((await now(played)).session['total'], 1 + 2);
  });

  it('R22: when the callback throws, what both have sent stays, nothing of the meeting is written and nobody goes on', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'broken', { participants: 2 }),
      requests: [gives('broken/Give', 1), gives('broken/Give', 2)],
      check: async (played, outcomes) => {
        assert.deepEqual(outcomes.map(sentTo), [2, 2]);
        const { groups, people, waits } = await now(played);
        assert.deepEqual(
          people.map(({ data, payoff, page }) => [data['gives'], payoff, page]),
          [
            [1, 0, 2],
            [2, 0, 2],
          ],
        );
        assert.deepEqual([groups[0]?.data['meetings'], waits[0]?.hasFailed, waits[0]?.isOver], [0, true, false]);
      },
    }));

  it('R22: two who press retry together run it once', async (t) => {
    await everyOrder(t, {
      begin: async () => {
        callback.isBroken = true;
        const played = await begun(stage.lab, 'broken', { participants: 2 });
        for (const who of [1, 2]) await gives('broken/Give', who)(played, stage.lab);
        callback.isBroken = false;
        return played;
      },
      requests: [1, 2].map(
        () =>
          ({ sessionId, groupId }, lab) =>
            runAgain({ sessionId, pageIndex: 2, groupId }, lab),
      ),
      check: (played) => metOnce(played, 'broken/Meet'),
    });
    callback.isBroken = true;
  });
});
