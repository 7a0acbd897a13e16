import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findTournament } from '../../round/find.ts';
import * as debates from '../../store/debates.ts';
import * as feedback from '../../store/feedback.ts';
import * as people from '../../store/people.ts';
import * as rounds from '../../store/rounds.ts';
import { testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { scoresIn } from '../../feedback/scores.ts';
import { renderPage } from './render-page.ts';

describe('the adjudicators tab', () => {
  let tab: TestTab;
  let chair: { readonly id: number; readonly name: string };
  before(async () => {
    tab = await testTab();
    const tournament = await createDemo(tab, { demo: 'australs24', actor: 'test', slug: 'cup', simulate: 1, seed: 'a' });
    const [first] = await rounds.ofTournament(tab.db, tournament.id);
    assert.ok(first);
    const [debate] = await debates.ofRound(tab.db, first.id);
    const [judge] = debate?.panel ?? [];
    const [team] = debate?.teams ?? [];
    assert.ok(debate && judge && team);
    chair = judge;
    const piece = { debateId: debate.id, target: judge.id, comment: '', answers: {}, submitterType: 'P', submitter: 'test' } as const;
    await tab.db.inTransaction(async (tx) => {
      await feedback.insert(tx, { ...piece, source: { kind: 'team', id: team.id }, score: 4.25, intent: 'one' });
    });
  });
  after(() => tab.close());

  const show = async (shows: string): Promise<string> => {
    const tournament = await findTournament(tab, 'cup');
    const values = {
      'tab_release.adjudicators_tab_released': true,
      'tab_release.adjudicators_tab_shows': shows,
      'public_features.public_draw': 'all-released',
      'public_features.public_diversity': true,
    };
    await changeSettings(tab, { tournament, values, actor: 'test' });
    return (await renderPage(tab, { name: 'adjudicatorsTab', params: { slug: 'cup' } })).html.toString();
  };
  const lineOf = (page: string): string => page.split('<tr').find((row) => row.includes(chair.name)) ?? '';

  it('counts the feedback as the tab room does', async () => {
    const tournament = await findTournament(tab, 'cup');
    const now = (await rounds.ofTournament(tab.db, tournament.id)).find(({ isCompleted }) => !isCompleted);
    assert.ok(now);
    const judge = (await people.adjudicators(tab.db, tournament.id)).find(({ id }) => id === chair.id);
    assert.ok(judge);
    const score = (await scoresIn(tab, tournament.id, now.id))(judge);
    assert.match(lineOf(await show('final')), new RegExp(`>${Number.isInteger(score) ? score : score.toFixed(2)}(?:\\.00)?<`));
  });

  it('says of each round where somebody sat and how that was rated', async () => {
    assert.match(lineOf(await show('all')), /C 4\.25/);
  });

  it('has no word of feedback where only test scores are shown', async () => {
    assert.doesNotMatch(lineOf(await show('test')), /4\.25/);
  });

  it('has its ratings in the figures of diversity too, by whom they come from', async () => {
    await show('all');
    const { html } = await renderPage(tab, { name: 'diversity', params: { slug: 'cup' } });
    assert.match(html.toString(), /From teams/);
  });
});
