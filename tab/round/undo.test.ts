import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { roundParts } from '../rules/history/round-diff.ts';
import * as debates from '../store/debates.ts';
import * as roundState from '../store/round-state.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { findRound } from './find.ts';
import type { RoundActName } from './path.ts';
import { putRoom } from './rooms.ts';
import { redoLast, roundHistory, undoAct, undoLast } from './undo.ts';

describe('an act on a round', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
  });
  after(() => tab.close());

  const place = { slug: 'cup', seq: 2 };
  const wish = async () => ({ ...(await findRound(tab, 'cup', 2)), actor: 'admin', may: () => true });
  const last = async (of: string | null = null) => ({ ...(await wish()), of });
  const state = async () => roundState.read(tab.db, (await wish()).round.id, roundParts);
  const rooms = async () => debates.ofRound(tab.db, (await wish()).round.id);
  const entryOf = async (verb: string) => {
    const line = (await roundHistory(tab.db, await wish())).find(({ entry }) => entry.verb === verb);
    assert.ok(line);
    return line;
  };

  for (const name of [
    'as-before',
    'draw',
    'confirm-draw',
    'prioritise',
    'allocate',
    'allocate-rooms',
    'publish',
    'withdraw',
  ] as const satisfies readonly RoundActName[])
    it(`is taken back and done again: ${name}`, async () => {
      const were = await state();
      await act(tab, place, name);
      const are = await state();
      await undoLast(tab, await last());
      assert.deepEqual(await state(), were);
      await redoLast(tab, await last());
      assert.deepEqual(await state(), are);
    });

  it('is a whole draw with panels, rooms and reasons that comes back after it was deleted', async () => {
    const were = await state();
    await act(tab, place, 'delete-draw');
    assert.equal((await rooms()).length, 0);
    await undoLast(tab, await last('draw_deleted'));
    assert.deepEqual(await state(), were);
  });

  it('stays while something later stands on it, and says whose that is', async () => {
    const { entry, standing } = await entryOf('draw_made');
    assert.deepEqual(standing, { kind: 'blocked', why: 'admin took back “deleted the draw” since then: take that back first.' });
    const were = await state();
    await assert.rejects(async () => undoAct(tab, { ...(await wish()), entry: entry.seq }), { code: 'TAB_WRONG_INPUT' });
    assert.deepEqual(await state(), were);
  });

  it('is a room that changed hands; several are taken back one after the other', async () => {
    const [first, second] = await rooms();
    assert.ok(first?.venue && second?.venue);
    const were = await state();
    const swap = { venueId: first.venue.id, from: first.id, to: second.id, occupant: second.venue.id };
    await putRoom(tab, { ...(await wish()), put: swap });
    assert.equal((await rooms())[1]?.venue?.id, first.venue.id);
    await assert.rejects(async () => putRoom(tab, { ...(await wish()), put: swap }), { code: 'TAB_ROUND_MOVED_ON' });
    await putRoom(tab, { ...(await wish()), put: { ...swap, from: second.id, to: null, occupant: null } });
    await undoLast(tab, await last('room_moved'));
    await undoLast(tab, await last('room_moved'));
    assert.deepEqual(await state(), were);
  });

  it('is taken back once, whoever presses first', async () => {
    const [first] = await rooms();
    assert.ok(first?.venue);
    await putRoom(tab, { ...(await wish()), put: { venueId: first.venue.id, from: first.id, to: null, occupant: null } });
    const { entry } = await entryOf('room_moved');
    const tries = await Promise.allSettled([1, 2, 3].map(async () => undoAct(tab, { ...(await wish()), entry: entry.seq })));
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await rooms())[0]?.venue?.id, first.venue.id);
  });

  it('is not taken back by whoever may not do it', async () => {
    const { entry } = await entryOf('draw_withdrawn');
    await assert.rejects(async () => undoAct(tab, { ...(await wish()), entry: entry.seq, may: () => false }), {
      message: /needs the permission release\.draw/,
    });
  });
});
