import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sheetsOfRound } from '../../feedback/sheets.ts';
import { formsOfRound } from '../../round/ballot-form.ts';
import { findRound } from '../../round/find.ts';
import { saveThing } from '../../setup/change.ts';
import { kinds } from '../../setup/kinds.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { counting } from '../../testing/counting.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { eventOf } from './event.ts';
import { feedbackSheetsPage } from './views/feedback-sheets.ts';
import { sheetsPage } from './views/sheets.ts';

describe('scoresheets on paper', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    for (const [demo, slug] of [
      ['wsdc8', 'schools'],
      ['bp24', 'cup'],
    ] as const) {
      await createDemo(tab, { demo, actor: 'demo', slug, seed: 'a' });
      await act(tab, { slug, seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    }
  });
  after(() => tab.close());

  const sheetsOf = async (slug: string, motion = ''): Promise<string[]> => {
    const place = await findRound(tab, slug, 1);
    const forms = await formsOfRound(tab, place);
    const event = eventOf(place.tournament, place.rounds, place.round);
    const page = sheetsPage({ visitor: { csrf: '', news: [] }, event, round: place.round, forms, motion });
    return page.toString().split('<article class="r-paper">').slice(1);
  };
  const set = async (slug: string, values: Record<string, unknown>) =>
    changeSettings(tab, { tournament: (await findRound(tab, slug, 1)).tournament, values, actor: 'test' });

  const feedbackOf = async (slug: string): Promise<string[]> => {
    const { tournament, rounds, round } = await findRound(tab, slug, 1);
    const sheets = await sheetsOfRound(tab, { tournament, round });
    const event = eventOf(tournament, rounds, round);
    const page = feedbackSheetsPage({ visitor: { csrf: '', news: [] }, event, tournament, round, sheets });
    return page.toString().split('<article class="r-paper">').slice(1);
  };

  it('are read with six queries, whatever the size', async () => {
    for (const slug of ['schools', 'cup']) {
      const db = counting(tab.db);
      await formsOfRound({ ...tab, db }, await findRound(tab, slug, 1));
      assert.equal(db.count, 6, slug);
    }
  });

  it('are one for each voting adjudicator where each has a ballot, else one for each debate', async () => {
    const panels = (await formsOfRound(tab, await findRound(tab, 'schools', 1))).flatMap(({ debate }) =>
      debate.panel.filter(({ place }) => place !== 'T'),
    );
    const sheets = await sheetsOf('schools');
    assert.deepEqual(
      [...sheets].map((sheet) => /Adjudicator <b>([^<]+)/.exec(sheet)?.[1] ?? '').sort(),
      panels.map(({ name }) => name).sort(),
    );
    assert.equal((await sheetsOf('cup')).length, 6);
  });

  it('name the room, the teams with their sides and speakers, and where they go back to', async () => {
    await set('cup', { 'data_entry.score_return_location': 'The library' });
    const [form] = await formsOfRound(tab, await findRound(tab, 'cup', 1));
    const [sheet = ''] = await sheetsOf('cup');
    const words = [
      form?.debate.venue?.name,
      'The library',
      ...(form?.debate.teams.map(({ name }) => name) ?? []),
      ...(form?.rosters.flat().map(({ name }) => name) ?? []),
    ];
    for (const word of words) assert.ok(sheet.includes(String(word)), String(word));
  });

  it('have digits to circle, the motion on record or another one, as the settings and the printing say', async () => {
    assert.match((await sheetsOf('schools'))[0] ?? '', /0 1 2 3 4 5 6 7 8 9/);
    await set('schools', { 'data_entry.ballots_confirm_digits': false });
    assert.doesNotMatch((await sheetsOf('schools'))[0] ?? '', /0 1 2 3/);
    assert.match((await sheetsOf('schools', 'That we would print'))[0] ?? '', /Motion <b>That we would print/);
    await set('schools', { 'data_entry.ballots_hide_motions': true });
    assert.doesNotMatch((await sheetsOf('schools'))[0] ?? '', /Motion/);
  });

  it('leave out where they go back to while nobody has said it', async () => {
    assert.doesNotMatch((await sheetsOf('schools'))[0] ?? '', /TBA|Return to/);
  });

  it('of feedback are one for each piece that is expected, with four queries whatever the size', async () => {
    for (const slug of ['schools', 'cup']) {
      await set(slug, { 'feedback.feedback_paths': 'with-p-on-c', 'feedback.feedback_from_teams': 'orallist' });
      const { tournament, round } = await findRound(tab, slug, 1);
      const db = counting(tab.db);
      const sheets = await sheetsOfRound({ ...tab, db }, { tournament, round });
      const rooms = (await formsOfRound(tab, await findRound(tab, slug, 1))).map(({ debate }) => debate);
      const pieces = rooms.map(({ teams, panel }) => {
        const panellists = panel.filter(({ place }) => place === 'P').length;
        return teams.length + (panel.length - 1) + panellists; // each team one; the chair on everybody, panellists on the chair
      });
      assert.deepEqual([sheets.length, db.count], [pieces.reduce((sum, count) => sum + count, 0), 4], slug);
      assert.equal((await feedbackOf(slug)).length, sheets.length);
    }
  });

  it('of feedback ask a team who gave the oral adjudication, everybody the questions that are theirs, with room for the answer', async () => {
    const { tournament } = await findRound(tab, 'cup', 1);
    const ask = (values: Record<string, unknown>) =>
      saveThing(tab, { tournament, kind: kinds['feedback-questions'], actor: 'test', id: null, values });
    await ask({ text: 'Did you agree?', answer_type: 'bs', required: true, from_adj: false });
    await ask({ text: 'How clear was it?', answer_type: 'is', min_value: 1, max_value: 3, from_team: false });
    await set('cup', { 'feedback.feedback_introduction': '<p>Be fair.</p>', 'data_entry.feedback_return_location': 'The desk' });
    const sheets = await feedbackOf('cup');
    const ofTeam = sheets.find((sheet) => sheet.includes('From the team')) ?? '';
    const ofJudge = sheets.find((sheet) => !sheet.includes('From the team')) ?? '';
    assert.match(ofTeam, /Did you agree\?.*please answer.*yes.*no/s);
    assert.match(ofJudge, /How clear was it\?.* 1<.* 2<.* 3</s);
    assert.deepEqual([/How clear/.test(ofTeam), /Did you agree/.test(ofJudge)], [false, false]);
    for (const sheet of [ofTeam, ofJudge]) assert.match(sheet, /Be fair\..*Return to <b>The desk/s);
  });
});
