import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { breakOf, makeBreak } from './break.ts';
import { findTournament } from './find.ts';
import { standingsOf } from './standings.ts';

describe('the break', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 4 });
  });
  after(() => tab.close());

  it('waits until the preliminary rounds are over', async () => {
    const tournament = await findTournament(tab, 'cup');
    await assert.rejects(makeBreak(tab, { tournament, actor: 'admin' }), { message: 'Round 5 must be over before the break.' });
  });

  it('takes the first eight of the standings', async () => {
    const tournament = await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'whole', seed: 'a', simulate: 5 });
    assert.deepEqual(await makeBreak(tab, { tournament, actor: 'admin' }), []);
    const [category] = await breakOf(tab, tournament);
    const { teams } = await standingsOf(tab, tournament);
    const broken = category?.list.filter((row) => row.breakRank !== null).map((row) => row.teamId);
    assert.deepEqual(
      broken,
      teams.rows.slice(0, 8).map((row) => row.team),
    );
  });

  it('lets the next team move up for one that has withdrawn, and keeps the remark when made again', async () => {
    const tournament = await findTournament(tab, 'whole');
    const listOf = async () => (await breakOf(tab, tournament))[0]?.list ?? [];
    const [first] = await listOf();
    assert.ok(first);
    const remark = { categoryId: first.categoryId, teamId: first.teamId, remark: 'w' as const };
    await makeBreak(tab, { tournament, actor: 'admin', remark });
    await makeBreak(tab, { tournament, actor: 'admin' });
    const list = await listOf();
    assert.deepEqual([list[0]?.teamId, list[0]?.remark, list[0]?.breakRank], [first.teamId, 'w', null]);
    assert.equal(list.filter((row) => row.breakRank !== null).length, 8);
  });

  it('takes a remark back', async () => {
    const tournament = await findTournament(tab, 'whole');
    const [first] = (await breakOf(tab, tournament))[0]?.list ?? [];
    assert.ok(first);
    await makeBreak(tab, { tournament, actor: 'admin', remark: { categoryId: first.categoryId, teamId: first.teamId, remark: null } });
    assert.equal((await breakOf(tab, tournament))[0]?.list[0]?.breakRank, 1);
  });

  it('stays once an elimination round is drawn from it', async () => {
    await act(tab, { slug: 'whole', seq: 6 }, 'all-in', 'draw');
    const tournament = await findTournament(tab, 'whole');
    await assert.rejects(makeBreak(tab, { tournament, actor: 'admin' }), {
      message: 'Semifinals has been drawn from the break, so the break stays.',
    });
  });
});
