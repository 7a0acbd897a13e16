import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { inspect } from 'node:util';
import type { Lab } from '../../lab.ts';
import { enterRoom } from '../../rooms/visit-room.ts';
import { createSession } from '../../sessions/create.ts';
import { remove } from '../../store/overview.ts';
import { close } from '../../store/rooms.ts';
import { interleave, type Meeting } from './interleave.ts';
import { meetingGames } from './meeting-games.ts';
import { begun, kindOf, look, press, type Played } from './moves.ts';
import { leftovers } from './session-now.ts';
import { Stage } from './stage.ts';

describe('sessions that come and go, in every order of the trips', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(meetingGames)));
  after(() => stage?.close());

  async function everyOrder(t: TestContext, meeting: Meeting<Played>): Promise<void> {
    t.diagnostic(`${await interleave(stage, meeting)} interleavings`);
  }

  const deletes: Meeting<Played>['requests'][number] = ({ code }, { db }) => remove(db, code);
  const noSuch = /There is no participant/;

  async function isGone({ sessionId }: Played): Promise<void> {
    assert.deepEqual(await leftovers(stage.lab.db, sessionId), { people: 0, waits: 0 });
  }

  it('R14: a page that is sent while the session is deleted counts before, or finds nobody', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'pairs', { participants: 2 }),
      requests: [(played, lab) => press(lab, played, { who: 1, page: 'pairs/Give', posted: { gives: '5' } }), deletes],
      check: async (played, [sent]) => {
        assert.ok(kindOf(sent) === 'goTo' || noSuch.test(String(sent)), String(sent));
        await isGone(played);
      },
    }));

  it('R14: so does the last arrival at a wait page', (t) =>
    everyOrder(t, {
      begin: async () => {
        const played = await begun(stage.lab, 'pairs', { participants: 2 });
        await press(stage.lab, played, { who: 2, page: 'pairs/Give', posted: { gives: '5' } });
        return played;
      },
      requests: [(played, lab) => press(lab, played, { who: 1, page: 'pairs/Give', posted: { gives: '5' } }), deletes],
      check: async (played, [sent]) => {
        assert.ok(kindOf(sent) === 'goTo' || noSuch.test(String(sent)), String(sent));
        await isGone(played);
      },
    }));

  it('R14: a page that is looked at is shown, or finds nobody', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'pairs', { participants: 2 }),
      requests: [(played, lab) => look(lab, played, { who: 1, page: 'pairs/Give', index: 1 }), deletes],
      check: async (played, [looked]) => {
        assert.ok(kindOf(looked) === 'page' || noSuch.test(String(looked)), String(looked));
        await isGone(played);
      },
    }));

  it('R19: who comes into a room while a session is made for it waits on, or has a seat in the whole session', async (t) => {
    const enter = (_: unknown, lab: Lab): Promise<unknown> => enterRoom({ name: 'lobby', label: 'anna', hash: null, before: null }, lab);
    const meeting: Meeting<unknown> = {
      begin: () => close(stage.lab.db, 'lobby'),
      requests: [(_, lab) => createSession(lab, { config: 'pairs', participants: 2, room: 'lobby' }), enter, enter],
      check: async (_, [made, ...seats]) => {
        const { participantCodes: codes } = created(made);
        for (const seat of seats) assert.ok(seat === null || codes.some((code) => code === seat), inspect(seat));
        assert.ok(new Set(seats.filter((seat) => seat !== null)).size <= 1, 'one label, one seat');
      },
    };
    t.diagnostic(`${await interleave(stage, meeting)} interleavings`);
  });
});

function created(outcome: unknown): { readonly participantCodes: readonly string[] } {
  if (typeof outcome === 'object' && outcome !== null && 'participantCodes' in outcome && Array.isArray(outcome.participantCodes))
    return { participantCodes: outcome.participantCodes };
  throw new assert.AssertionError({ message: `no session: ${String(outcome)}` });
}
