import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { start } from '../../page/path.ts';
import { joinedSession, seatIn } from '../../sessions/join.ts';
import { interleave, type Meeting } from './interleave.ts';
import { meetingGames } from './meeting-games.ts';
import { begun, kindOf, sentTo, type Played } from './moves.ts';
import { sessionNow } from './session-now.ts';
import { Stage } from './stage.ts';

describe('people who come in together, in every order of their trips', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(meetingGames)));
  after(() => stage?.close());

  async function everyOrder(t: TestContext, meeting: Meeting<Played>): Promise<void> {
    t.diagnostic(`${await interleave(stage, meeting)} interleavings`);
  }
  const comes = (label: string | null): Meeting<Played>['requests'][number] => {
    return async ({ joinCode }, lab) => seatIn(await joinedSession(joinCode, lab), { label, before: null }, lab);
  };
  const empty = (participants: number) => () => begun(stage.lab, 'hurry', { participants, started: 0 });

  it('R9: two browsers with one label are one participant', (t) =>
    everyOrder(t, {
      begin: empty(3),
      requests: [comes('anna'), comes('anna')],
      check: async ({ codes, sessionId }, [first, second]) => {
        assert.ok(codes.includes(String(first)));
        assert.equal(first, second);
        const { people } = await sessionNow(stage.lab.db, sessionId);
        assert.equal(people.filter(({ visited }) => visited).length, 1);
      },
    }));

  it('R9: two labels get two seats', (t) =>
    everyOrder(t, {
      begin: empty(3),
      requests: [comes('anna'), comes('ben')],
      check: async (_, [first, second]) => assert.notEqual(first, second),
    }));

  it('R9: of two people one gets the last free seat, and the other is told that the session is full', (t) =>
    everyOrder(t, {
      begin: empty(1),
      requests: [comes('anna'), comes('ben')],
      check: async ({ codes }, outcomes) => {
        assert.equal(outcomes.filter((one) => one === codes[0]).length, 1);
        assert.equal(outcomes.filter((one) => /Session is full/.test(String(one))).length, 1);
      },
    }));

  it('R9: of three people without a label two get the two seats', (t) =>
    everyOrder(t, {
      begin: empty(2),
      requests: [comes(null), comes(null), comes(null)],
      check: async ({ codes }, outcomes) => {
        assert.deepEqual(new Set(outcomes.filter((one) => typeof one === 'string')), new Set(codes));
        assert.equal(outcomes.filter((one) => /Session is full/.test(String(one))).length, 1);
      },
    }));

  it('R9: who opens a start link of their own while another is given a seat does not share it', (t) =>
    everyOrder(t, {
      begin: empty(2),
      requests: [comes('anna'), ({ codes }, lab) => start({ code: codes[0] ?? '', label: 'ben' }, lab)],
      check: async ({ sessionId, codes }, [seat, started]) => {
        const { people } = await sessionNow(stage.lab.db, sessionId);
        const labels = people.map(({ label }) => label);
        if (kindOf(started) === 'goTo') assert.equal(sentTo(started), 1);
        assert.equal(labels[codes.indexOf(String(seat))], 'anna');
        assert.ok(labels.filter((label) => label === 'anna').length === 1);
      },
    }));
});
