import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import type { PersonId } from '../rules/ids.ts';
import { concurrentRounds } from '../rules/round.ts';
import * as debates from '../store/debates.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createTournament } from '../tournaments/create.ts';
import { openToThePublic, withoutMotions } from '../tournaments/formats.ts';
import { madeUpSet } from '../tournaments/made-up-set.ts';
import { simulateRounds } from '../tournaments/simulate.ts';
import { allocateRound } from './allocation.ts';
import { markIn } from './availability.ts';
import { makeBreak } from './break.ts';
import { findRound } from './find.ts';
import { moveAdjudicator, reseat, seatingOf } from './reseat.ts';
import { undoLast } from './undo.ts';

describe('out-rounds of several categories that are held at once', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    const breaks = [
      { name: 'Open', size: 8, eligibleOfTen: 10 },
      { name: 'ESL', size: 8, eligibleOfTen: 6 },
    ];
    const wish = { name: 'Cup', format: 'bp', teams: 24, adjudicators: 16, rooms: 12, rounds: 3, breaks } as const;
    const tournament = await createTournament(tab, {
      name: 'Cup',
      slug: 'cup',
      format: 'bp',
      settings: { ...openToThePublic, ...withoutMotions },
      actor: 'demo',
      set: madeUpSet(wish, seededRandom('people')),
    });
    await simulateRounds(tab, { tournament, count: 3, actor: 'demo', seed: 'a' });
    await makeBreak(tab, { tournament, actor: 'demo' });
    for (const seq of [4, 6]) await act(tab, { slug: 'cup', seq }, 'all-in', 'draw', 'confirm-draw');
  });
  after(() => tab.close());

  const place = async (seq: number) => ({ ...(await findRound(tab, 'cup', seq)), actor: 'admin' });
  const board = async () => ({ ...(await place(4)), beside: [(await place(6)).round] });
  const roomsOf = async (seq: number) => debates.ofRound(tab.db, (await place(seq)).round.id);
  const judgesOf = async (seq: number): Promise<PersonId[]> => (await roomsOf(seq)).flatMap(({ panel }) => panel.map(({ id }) => id));
  const seat = async (seq: number) => ({ debateId: (await roomsOf(seq))[0]?.id ?? assert.fail(), place: 'T' as const });

  it('are the first open ones of the other categories', async () => {
    const { round, rounds } = await place(4);
    assert.deepEqual(
      concurrentRounds(round, rounds).map(({ name }) => name),
      ['ESL Semifinals'],
    );
    assert.deepEqual(concurrentRounds((await place(1)).round, rounds), []);
  });

  it('are allocated together: everybody judges in one of them at most', async () => {
    await allocateRound(tab, await board());
    const [open, esl] = [await judgesOf(4), await judgesOf(6)];
    assert.equal(new Set([...open, ...esl]).size, open.length + esl.length);
    for (const debate of [...(await roomsOf(4)), ...(await roomsOf(6))]) assert.ok(debate.panel.some(({ place: kind }) => kind === 'C'));
  });

  it('refuse on a board of one of them whoever judges in the other', async () => {
    const [judge] = await judgesOf(6);
    assert.ok(judge);
    const to = await seat(4);
    const refusal = { code: 'TAB_WRONG_INPUT', message: /judges in ESL Semifinals, which is held at the same time\.$/ };
    await assert.rejects(
      async () => moveAdjudicator(tab, { ...(await place(4)), move: { adjudicatorId: judge, to, seenVersion: null } }),
      refusal,
    );
    const seen = (await roomsOf(4)).map(({ id, version }) => ({ debateId: id, version }));
    await assert.rejects(
      async () => reseat(tab, { ...(await place(4)), reseating: { changes: [{ adjudicatorId: judge, to }], seen } }),
      refusal,
    );
  });

  it('leave those of the other round alone when one is allocated', async () => {
    const esl = await judgesOf(6);
    await allocateRound(tab, await place(4));
    assert.deepEqual(
      (await judgesOf(4)).filter((id) => esl.includes(id)),
      [],
    );
    assert.deepEqual(await judgesOf(6), esl);
  });

  it('let somebody go over from one to the other on the common board', async () => {
    const [judge] = await judgesOf(6);
    assert.ok(judge);
    const seen = [...(await roomsOf(4)), ...(await roomsOf(6))].map(({ id, version }) => ({ debateId: id, version }));
    const to = await seat(4);
    await reseat(tab, { ...(await board()), reseating: { changes: [{ adjudicatorId: judge, to }], seen } });
    assert.deepEqual(seatingOf(await roomsOf(4)).get(judge), to);
    assert.equal((await judgesOf(6)).includes(judge), false);
    await assert.rejects(async () => undoLast(tab, { ...(await place(6)), may: () => true, of: null }), {
      code: 'TAB_ROUND_MOVED_ON',
      message: /judges in Semifinals meanwhile/,
    });
  });

  it('let one of two directors win who seat the same person in both at once', async () => {
    const taken = new Set([...(await judgesOf(4)), ...(await judgesOf(6))]);
    const [free] = [...taken];
    assert.ok(free);
    const both = await Promise.all([place(4), place(6)]);
    const leave = async (): Promise<void> => {
      for (const one of both) await moveAdjudicator(tab, { ...one, move: { adjudicatorId: free, to: null, seenVersion: null } });
    };
    const race = async (): Promise<string[]> => {
      const targets = [await seat(4), await seat(6)];
      const moves = both.map((one, index) =>
        moveAdjudicator(tab, { ...one, move: { adjudicatorId: free, to: targets[index] ?? null, seenVersion: null } }),
      );
      return (await Promise.allSettled(moves)).map(({ status }) => status).toSorted((a, b) => a.localeCompare(b));
    };
    for (let turn = 0; turn < 5; turn += 1) {
      await leave();
      assert.deepEqual(await race(), ['fulfilled', 'rejected']);
      assert.equal([...(await judgesOf(4)), ...(await judgesOf(6))].filter((id) => id === free).length, 1);
    }
  });

  it('give a debate only whoever is available for its round', async () => {
    const half = (await judgesOf(4)).slice(0, 4);
    await markIn(tab, { ...(await place(4)), kind: 'adjudicator', ids: half });
    await allocateRound(tab, await board());
    assert.ok((await judgesOf(4)).every((id) => half.includes(id)));
  });
});
