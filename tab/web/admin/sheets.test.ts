import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { formsOfRound } from '../../round/ballot-form.ts';
import { findRound } from '../../round/find.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { counting } from '../../testing/counting.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { eventOf } from './event.ts';
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
});
