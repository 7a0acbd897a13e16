import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { roundParts } from '../rules/history/round-diff.ts';
import * as debates from '../store/debates.ts';
import * as roundState from '../store/round-state.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { findRound } from './find.ts';
import { allocateRound, clearPanels } from './allocation.ts';
import { deleteDraw } from './draw.ts';
import { prioritiseAhead } from './importance.ts';
import { changePairing } from './pairing.ts';
import { dropPanels, makePanels } from './panels-ahead.ts';
import type { RoundActName } from './path.ts';
import { pinAdjudicator } from './reseat.ts';
import { seatsAhead } from './seat-store.ts';
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

  it('is a deleted draw whose panels stay, ready for the next one; both go back together', async () => {
    const were = await state();
    assert.equal(were.ahead?.size, 0);
    await deleteDraw(tab, { ...(await wish()), keepsPanels: true });
    const kept = await state();
    assert.equal(kept.ahead?.size, were.debates?.size);
    assert.equal(kept.seatsAhead?.size, were.panels?.size);
    await undoLast(tab, await last('draw_deleted'));
    assert.deepEqual(await state(), were);
  });

  it('is a clear, after which those who were pinned are pinned again', async () => {
    const [adjudicatorId] = (await rooms()).flatMap(({ panel }) => panel.map(({ id }) => id));
    assert.ok(adjudicatorId);
    await pinAdjudicator(tab, { ...(await wish()), adjudicatorId, isPinned: true });
    const were = await state();
    await act(tab, place, 'clear-panels');
    await undoLast(tab, await last());
    assert.deepEqual(await state(), were);
    await undoLast(tab, await last('adjudicator_pinned'));
    assert.equal(
      (await rooms()).some(({ panel }) => panel.some(({ isPinned }) => isPinned)),
      false,
    );
  });

  it('is a debate that was changed through the API', async () => {
    const [first, second] = await rooms();
    assert.ok(first && second);
    const were = await state();
    await changePairing(tab, { ...(await wish()), debateId: first.id, pairing: { importance: 2, panel: [] } });
    await undoLast(tab, await last('pairing_changed'));
    assert.deepEqual(await state(), were);
  });

  it('is anything done to panels made ahead', async () => {
    const steps: [string, () => Promise<unknown>][] = [
      ['panels_ahead_made', async () => makePanels(tab, { ...(await wish()), count: null })],
      ['panels_ahead_prioritised', async () => prioritiseAhead(tab, await wish(), 'bracket')],
      ['panels_ahead_filled', async () => allocateRound(tab, { ...(await wish()), seats: seatsAhead })],
      ['panels_ahead_cleared', async () => clearPanels(tab, { ...(await wish()), seats: seatsAhead })],
      ['panels_ahead_dropped', async () => dropPanels(tab, await wish())],
    ];
    const seen = [await state()];
    for (const [, step] of steps) {
      await step();
      seen.push(await state());
    }
    for (const [index, [verb]] of [...steps.entries()].toReversed()) {
      await undoLast(tab, await last(verb));
      assert.deepEqual(await state(), seen[index], verb);
    }
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
