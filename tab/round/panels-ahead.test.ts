import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isBye } from '../rules/debate.ts';
import type { Debate } from '../rules/debate.ts';
import * as debates from '../store/debates.ts';
import * as preformed from '../store/preformed-panels.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { allocateRound, clearPanels } from './allocation.ts';
import { findRound } from './find.ts';
import { prioritiseAhead } from './importance.ts';
import { applyPanels, dropPanels, keepPanelsOfDraw, makePanels } from './panels-ahead.ts';
import { reseat, seatingOf } from './reseat.ts';
import { seatsAhead } from './seat-store.ts';
import { undoLast } from './undo.ts';

describe('panels made ahead of a draw', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 2 });
    await act(tab, { slug: 'cup', seq: 3 }, 'all-in');
  });
  after(() => tab.close());

  const wish = async () => ({ ...(await findRound(tab, 'cup', 3)), actor: 'admin' });
  const ahead = async () => preformed.ofRound(tab.db, (await wish()).round.id);
  const rooms = async (): Promise<Debate[]> => (await debates.ofRound(tab.db, (await wish()).round.id)).filter((debate) => !isBye(debate));
  const panelsOf = (of: readonly Debate[]) =>
    of.map(({ panel }) =>
      panel
        .map(({ id, place }) => `${place}${id}`)
        .toSorted()
        .join(' '),
    );

  it('are as many as the round is expected to have debates, with the brackets that may come', async () => {
    assert.equal(await makePanels(tab, { ...(await wish()), count: null }), 6);
    const panels = await ahead();
    assert.deepEqual(
      panels.map(({ roomRank }) => roomRank),
      [1, 2, 3, 4, 5, 6],
    );
    const maxima = panels.map(({ bracketMax }) => bracketMax);
    assert.deepEqual(
      maxima,
      maxima.toSorted((a, b) => b - a),
    );
    assert.equal(maxima[0], 6, 'whoever won the first round may win the second');
  });

  it('are weighed by bracket and by liveness', async () => {
    await prioritiseAhead(tab, await wish(), 'bracket');
    const weights = (await ahead()).map(({ importance }) => importance);
    assert.deepEqual(
      weights,
      weights.toSorted((a, b) => b - a),
    );
    await prioritiseAhead(tab, await wish(), 'liveness');
    assert.ok((await ahead()).every(({ importance }) => [1, 0, -2].includes(importance)));
    await prioritiseAhead(tab, await wish(), 'bracket');
  });

  it('are filled and changed like those of a draw, before there is one', async () => {
    await allocateRound(tab, { ...(await wish()), seats: seatsAhead });
    const [first, second] = await ahead();
    const [chair, other] = [first?.panel.find(({ place }) => place === 'C'), second?.panel.find(({ place }) => place === 'C')];
    assert.ok(first && second && chair && other);
    const changes = [
      { adjudicatorId: chair.id, to: { debateId: second.id, place: 'C' as const } },
      { adjudicatorId: other.id, to: { debateId: first.id, place: 'C' as const } },
    ];
    const seen = [first, second].map(({ id, version }) => ({ debateId: id, version }));
    await reseat(tab, { ...(await wish()), seats: seatsAhead, reseating: { changes, seen } });
    assert.deepEqual(seatingOf(await ahead()).get(chair.id), { debateId: second.id, place: 'C' });
    await assert.rejects(
      reseat(tab, {
        ...(await wish()),
        seats: seatsAhead,
        reseating: { changes: [{ adjudicatorId: chair.id, to: null }], seen },
      }),
      { code: 'TAB_ROUND_MOVED_ON' },
    );
  });

  it('wait for a confirmed draw to be given to its debates', async () => {
    await assert.rejects(async () => applyPanels(tab, { ...(await wish()), fit: 'direct' }), {
      message: 'Round 3 has no confirmed draw yet.',
    });
    await act(tab, { slug: 'cup', seq: 3 }, 'draw', 'confirm-draw');
  });

  it('direct: the top panel goes to the top room', async () => {
    assert.deepEqual(await applyPanels(tab, { ...(await wish()), fit: 'direct' }), ['6 of 6 debates got a panel made ahead.']);
    assert.deepEqual(panelsOf(await rooms()), panelsOf(await ahead()));
  });

  it('smart: each panel goes where it fits, and nobody is lost', async () => {
    await act(tab, { slug: 'cup', seq: 3 }, 'prioritise');
    await applyPanels(tab, { ...(await wish()), fit: 'smart' });
    assert.deepEqual(panelsOf(await rooms()).toSorted(), panelsOf(await ahead()).toSorted());
  });

  it('can be taken back: everybody sits where they sat before, step by step', async () => {
    const smart = panelsOf(await rooms());
    const undo = async () => undoLast(tab, { ...(await wish()), may: () => true, of: null });
    await clearPanels(tab, await wish());
    assert.ok((await rooms()).every(({ panel }) => panel.length === 0));
    await undo();
    assert.deepEqual(panelsOf(await rooms()), smart);
    await undo();
    assert.deepEqual(panelsOf(await rooms()), panelsOf(await ahead()), 'as after the direct one');
  });

  it('say so when they are too few, and are made of what stands in the draw', async () => {
    await makePanels(tab, { ...(await wish()), count: 2 });
    await allocateRound(tab, { ...(await wish()), seats: seatsAhead });
    const news = await applyPanels(tab, { ...(await wish()), fit: 'direct' });
    assert.deepEqual(news, ['2 of 6 debates got a panel made ahead.', '4 have none: fill them by hand, or allocate.']);
    await allocateRound(tab, await wish());
    const were = panelsOf(await rooms());
    assert.equal(await keepPanelsOfDraw(tab, await wish()), 6);
    assert.deepEqual(panelsOf(await ahead()), were);
    await dropPanels(tab, await wish());
    await assert.rejects(async () => applyPanels(tab, { ...(await wish()), fit: 'direct' }), {
      message: 'No panels have been made ahead for this round.',
    });
  });

  it('are of a sensible number', async () => {
    for (const count of [0, 1.5, 501, Number.NaN]) await assert.rejects(async () => makePanels(tab, { ...(await wish()), count }));
  });
});
