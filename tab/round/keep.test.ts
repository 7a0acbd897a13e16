import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { debate as debateId } from '../rules/sample-ids.ts';
import * as debates from '../store/debates.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { findRound } from './find.ts';
import { keep } from './keep.ts';
import { moveRoom } from './rooms.ts';

describe('what is kept', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, place, 'as-before', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
  });
  after(() => tab.close());

  const place = { slug: 'cup', seq: 2 };
  const wish = async () => ({ ...(await findRound(tab, 'cup', 2)), actor: 'admin' });
  const rooms = async () => debates.ofRound(tab.db, (await wish()).round.id);

  it('is a panel, around which the round is allocated anew: nobody of it sits elsewhere, everybody else sits once', async () => {
    const [weakest] = (await rooms()).toReversed();
    assert.ok(weakest);
    await keep(tab, { ...(await wish()), debateId: weakest.id, what: 'panel', isKept: true });
    await act(tab, place, 'prioritise', 'allocate', 'allocate');
    const all = await rooms();
    assert.deepEqual(all.find(({ id }) => id === weakest.id)?.panel, weakest.panel);
    const seated = all.flatMap(({ panel }) => panel.map(({ id }) => id));
    assert.equal(new Set(seated).size, seated.length);
    assert.ok(all.every(({ panel }) => panel.some((member) => member.place === 'C')));
  });

  it('is a room, while all others are given out anew', async () => {
    const all = await rooms();
    const [first, last] = [all[0], all.at(-1)];
    assert.ok(first?.venue && last?.venue);
    const [one, other] = [first.venue.id, last.venue.id];
    await moveRoom(tab, { ...(await wish()), debateId: first.id, venueId: null });
    await moveRoom(tab, { ...(await wish()), debateId: last.id, venueId: one });
    await moveRoom(tab, { ...(await wish()), debateId: first.id, venueId: other });
    await keep(tab, { ...(await wish()), debateId: last.id, what: 'room', isKept: true });
    for (const _turn of [1, 2, 3]) {
      await act(tab, place, 'allocate-rooms');
      assert.equal((await rooms()).at(-1)?.venue?.id, one);
    }
  });

  it('can be let go again; what is not there is said so', async () => {
    const [first] = await rooms();
    assert.ok(first);
    for (const isKept of [true, false]) await keep(tab, { ...(await wish()), debateId: first.id, what: 'panel', isKept });
    await assert.rejects(async () => keep(tab, { ...(await wish()), debateId: debateId(2_000_000_000), what: 'room', isKept: true }), {
      code: 'TAB_NOTHING_THERE',
    });
  });
});
