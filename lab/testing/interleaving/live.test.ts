import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { LiveMemory } from '../../page/live-memory.ts';
import { handleLive, type Handled } from '../../page/live.ts';
import { openPage } from '../../page/open-live.ts';
import { groupGames } from './group-games.ts';
import { interleave, type Meeting } from './interleave.ts';
import { begun, press, type Played } from './moves.ts';
import { sessionNow } from './session-now.ts';
import { Stage } from './stage.ts';

describe('live messages of one group, in every order of their trips', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(groupGames)));
  after(() => stage?.close());

  async function everyOrder(t: TestContext, meeting: Meeting<Played>): Promise<void> {
    t.diagnostic(`${await interleave(stage, meeting)} interleavings`);
  }
  const now = ({ sessionId }: Played) => sessionNow(stage.lab.db, sessionId);
  const two = () => begun(stage.lab, 'auction', { participants: 2 });

  /** Participant `who` bids; `seq`: the message's number in their browser. */
  const bids = (who: number, amount: number, seq = 1): Meeting<Played>['requests'][number] => {
    return async ({ codes }, lab) => {
      // the connection is open already
      const { live, participant } = await openPage({ code: codes[who - 1] ?? '', pageIndex: 1 }, stage.lab);
      assert.ok(live);
      const item = { kind: 'message', participant, client: `browser-${who}`, seq, done: 0, type: 'bid', data: { amount } } as const;
      return outcomeOf(await handleLive({ spot: live.spot, items: [item] }, lab, memories.get(codes)));
    };
  };

  /** What the process of a group's first browser remembers of it, by the session's codes. */
  const memories = new WeakMap<Played['codes'], LiveMemory>();
  const remembered = async (): Promise<Played> => {
    const played = await two();
    memories.set(played.codes, new LiveMemory());
    assert.equal(await bids(1, 10)(played, stage.lab), 'done');
    return played;
  };

  it('R10: bids of 50 and 51: 51 always counts, and 50 only when it came first', (t) =>
    everyOrder(t, {
      begin: two,
      requests: [bids(1, 50), bids(2, 51)],
      check: async (played, outcomes) => {
        const { groups, people } = await now(played);
        assert.equal(outcomes[1], 'done');
        const count = outcomes[0] === 'done' ? 2 : 1;
        assert.deepEqual([groups[0]?.data['best'], groups[0]?.data['bids']], [51, count]);
        assert.deepEqual(
          people.map(({ payoff, earned }) => [payoff, earned]),
          [
            [count - 1, count - 1],
            [1, 1],
          ],
        );
      },
    }));

  it('R10: three bids, two of one browser', (t) =>
    everyOrder(t, {
      begin: two,
      requests: [bids(1, 10, 1), bids(2, 20), bids(1, 30, 2)],
      check: async (played, outcomes) => {
        const { groups } = await now(played);
        const done = outcomes.filter((one) => one === 'done').length;
        assert.deepEqual([groups[0]?.data['best'], groups[0]?.data['bids']], [30, done]);
      },
    }));

  it('R10: bids of 50 and 51, the first in a process that remembers the group: nothing is worked out from what is past', (t) =>
    everyOrder(t, {
      begin: remembered,
      requests: [bids(1, 50, 2), (played, lab) => bids(2, 51)({ ...played, codes: [...played.codes] }, lab)],
      check: async (played, outcomes) => {
        const { groups } = await now(played);
        assert.equal(outcomes[1], 'done');
        assert.deepEqual([groups[0]?.data['best'], groups[0]?.data['bids']], [51, outcomes[0] === 'done' ? 3 : 2]);
      },
    }));

  it('R7: a message in a process that remembers the group counts for the page, or its sender has left', (t) =>
    everyOrder(t, {
      begin: remembered,
      requests: [bids(1, 50, 2), (played, lab) => press(lab, played, { who: 1, page: 'auction/Auction' })],
      check: async (played, [answer]) => {
        const { groups, people } = await now(played);
        assert.ok(answer === 'done' || answer === 'left', String(answer));
        assert.equal(groups[0]?.data['bids'], answer === 'done' ? 2 : 1);
        assert.equal(people[0]?.payoff, people[0]?.earned);
      },
    }));

  it('R10: a message that arrives twice has one effect and the same answer', (t) =>
    everyOrder(t, {
      begin: two,
      requests: [bids(1, 50), bids(1, 50)],
      check: async (played, outcomes) => {
        assert.deepEqual(outcomes, ['done', 'done']);
        const { groups, people } = await now(played);
        assert.deepEqual([groups[0]?.data['bids'], people[0]?.payoff], [1, 1]);
      },
    }));

  it('R7: a message counts for the page, or its sender has left; never both, never later', (t) =>
    everyOrder(t, {
      begin: two,
      requests: [bids(1, 50), (played, lab) => press(lab, played, { who: 1, page: 'auction/Auction' })],
      check: async (played, [answer]) => {
        const { groups, people } = await now(played);
        assert.ok(answer === 'done' || answer === 'left', String(answer));
        assert.equal(groups[0]?.data['bids'], answer === 'done' ? 1 : 0);
        assert.equal(people[0]?.page, 2);
        assert.equal(people[0]?.payoff, people[0]?.earned);
      },
    }));
});

function outcomeOf(handled: Handled | null): string {
  const [outcome] = handled?.outcomes.values() ?? [];
  return outcome?.kind ?? 'gone';
}
