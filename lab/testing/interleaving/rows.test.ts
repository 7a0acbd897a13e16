import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { readCsv } from '#kit/files/csv.ts';
import { gameTable } from '../../exports/per-game.ts';
import { atOneMoment, csvOf } from '../../exports/table.ts';
import { interleave, type Meeting } from './interleave.ts';
import { meetingGames } from './meeting-games.ts';
import { begun, press, sentTo, type Played } from './moves.ts';
import { sessionNow } from './session-now.ts';
import { Stage } from './stage.ts';

describe('people who write the same rows, in every order of their trips', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(meetingGames)));
  after(() => stage?.close());

  async function everyOrder(t: TestContext, meeting: Meeting<Played>): Promise<void> {
    t.diagnostic(`${await interleave(stage, meeting)} interleavings`);
  }

  const both = (who: number): Meeting<Played>['requests'][number] => {
    const number = `${who * 11}`;
    return (played, lab) => press(lab, played, { who, page: 'together/Both', posted: { high: number, low: number } });
  };

  it('R11: each pays the other and themselves: every payment is there, and the sums agree', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'together', { participants: 2 }),
      requests: [both(1), both(2)],
      check: async ({ sessionId }, outcomes) => {
        assert.deepEqual(outcomes.map(sentTo), [2, 2]);
        const { people } = await sessionNow(stage.lab.db, sessionId);
        assert.deepEqual(
          people.map(({ payoff, earned, data }) => [payoff, earned, data['sent']]),
          [
            [11, 11, 1],
            [11, 11, 1],
          ],
        );
      },
    }));

  it('R12: a form of the group holds what one of two members sent, never a part of each', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'together', { participants: 2 }),
      requests: [both(1), both(2)],
      check: async ({ sessionId }) => {
        const { groups } = await sessionNow(stage.lab.db, sessionId);
        assert.equal(groups[0]?.data['high'], groups[0]?.data['low']);
        assert.ok([11, 22].includes(Number(groups[0]?.data['high'])));
      },
    }));

  it('R18: an export while people go on is of one moment: every participant’s payoff is the sum of their rows', (t) =>
    everyOrder(t, {
      begin: async () => {
        const played = await begun(stage.lab, 'pairs', { participants: 2 });
        await press(stage.lab, played, { who: 1, page: 'pairs/Give', posted: { gives: '5' } });
        return played;
      },
      requests: [
        (played, lab) => press(lab, played, { who: 2, page: 'pairs/Give', posted: { gives: '7' } }),
        async ({ code }, lab) => {
          let text = '';
          const scope = { session: code, game: 'pairs' };
          for await (const piece of atOneMoment(lab, async function* (source) {
            yield* csvOf(await gameTable(source, scope));
          }))
            text += piece;
          return text;
        },
      ],
      check: async (_, [, exported]) => {
        const { rows } = readCsv(String(exported));
        assert.equal(rows.length, 2);
        for (const { cells } of rows) assert.equal(cells['participant.payoff'], cells['player.payoff']);
        const meetings = rows.map(({ cells }) => cells['group.meetings']);
        assert.equal(meetings[0], meetings[1]);
        assert.ok(
          meetings[0] === '0' || rows.every(({ cells }) => cells['player.payoff'] !== '0'),
          'the meeting with all it did, or nothing of it',
        );
      },
    }));
});
