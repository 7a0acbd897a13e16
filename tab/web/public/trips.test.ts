import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pageNames } from '../../public-pages/pages.ts';
import { findTournament } from '../../round/find.ts';
import * as debates from '../../store/debates.ts';
import * as people from '../../store/people.ts';
import * as rounds from '../../store/rounds.ts';
import * as teams from '../../store/teams.ts';
import { testTab, type TestTab } from '../../test-tab.ts';
import { counting } from '../../testing/counting.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { makeEverythingPublic } from './everything-public.ts';
import { renderPage, type PageParams } from './render-page.ts';

const mostStatements = 15;

describe('a public page', () => {
  let tab: TestTab;
  const params: PageParams[] = [];
  before(async () => {
    tab = await testTab();
    for (const [demo, slug] of [
      ['wsdc8', 'small'],
      ['australs24', 'large'],
    ] as const) {
      await createDemo(tab, { demo, actor: 'test', slug, simulate: 2, seed: 'a' });
      await makeEverythingPublic(tab, slug);
      params.push({ slug, seq: '2', category: 'open' });
    }
  });
  after(() => tab.close());

  for (const name of pageNames.filter((one) => one !== 'speakerTabOfCategory'))
    it(`${name} sends the same number of statements however many take part`, async () => {
      const counts: number[] = [];
      for (const one of params) {
        const db = counting(tab.db);
        const { status } = await renderPage({ ...tab, db }, { name, params: { ...one, id: await idFor(tab, name, one.slug) } });
        assert.equal(status, 200);
        counts.push(db.count);
      }
      assert.equal(counts[0], counts[1]);
      assert.ok((counts[0] ?? 0) <= mostStatements, `${counts[0]} statements`);
    });
});

/** Of the first debate, adjudicator or team, as the page needs it. */
async function idFor(tab: TestTab, name: string, slug: string): Promise<string> {
  const tournament = await findTournament(tab, slug);
  if (name === 'adjudicatorRecord') return String((await people.adjudicators(tab.db, tournament.id))[0]?.id);
  if (name === 'teamRecord') return String((await teams.ofTournament(tab.db, tournament.id))[0]?.id);
  const [round] = await rounds.ofTournament(tab.db, tournament.id);
  const [debate] = round === undefined ? [] : await debates.ofRound(tab.db, round.id);
  return String(debate?.id);
}
