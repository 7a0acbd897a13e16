import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findTournament } from '../round/find.ts';
import { testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo, demos } from './demo.ts';
import { changeSettings } from './settings.ts';

describe('settings of a tournament', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a' });
  });
  after(() => tab.close());

  const change = async (values: Readonly<Record<string, unknown>>): Promise<void> =>
    changeSettings(tab, { tournament: await findTournament(tab, 'cup'), values, actor: 'admin' });

  for (const { it: what, values, says } of [
    { it: 'a name that there is none of', values: { 'scoring.luck': 1 }, says: 'scoring.luck: There is no setting called scoring.luck.' },
    { it: 'a value of the wrong kind', values: { 'scoring.score_min': 'low' }, says: 'scoring.score_min: Must be a number.' },
    {
      it: 'what cannot be true together',
      values: { 'debate_rules.ballots_per_debate_prelim': 'per-adj' },
      says: 'debate_rules.ballots_per_debate_prelim: BP rooms have one ballot per debate.',
    },
  ])
    it(`refuse ${what}, and stay as they are`, async () => {
      const was = await findTournament(tab, 'cup');
      await assert.rejects(change(values), { code: 'TAB_WRONG_INPUT', message: says });
      assert.deepEqual(await findTournament(tab, 'cup'), was);
    });

  it('keep what two people change at once', async () => {
    await Promise.all([change({ 'scoring.score_min': 60 }), change({ 'scoring.score_max': 90 })]);
    const { settings } = await findTournament(tab, 'cup');
    assert.deepEqual([settings.score_min, settings.score_max], [60, 90]);
  });

  it('raise the public version, since spectators could see the difference', async () => {
    const was = (await findTournament(tab, 'cup')).publicVersion;
    await change({ 'public_features.public_draw': 'off' });
    assert.equal((await findTournament(tab, 'cup')).publicVersion, was + 1);
  });
});

describe('a made-up tournament', () => {
  it('has fewer debates than rooms and judges', () => {
    for (const { teams, rooms, adjudicators, format } of Object.values(demos)) {
      const debates = teams / (format === 'bp' ? 4 : 2);
      assert.ok(Number.isInteger(debates) && rooms >= debates && adjudicators >= debates);
    }
  });
});
