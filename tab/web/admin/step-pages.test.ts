import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findRound } from '../../round/find.ts';
import { act, testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { counting } from '../../testing/counting.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { stepPage } from './step-pages.ts';

describe('a page of a round', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    for (const { demo, slug } of [
      { demo: 'wsdc8', slug: 'small' },
      { demo: 'bp88', slug: 'large' },
    ] as const) {
      await createDemo(tab, { demo, actor: 'demo', slug, seed: 'a', simulate: 1 });
      await act(tab, { slug, seq: 2 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    }
  });
  after(() => tab.close());

  for (const { step, queries } of [
    { step: 'available', queries: 7 },
    { step: 'draw', queries: 11 },
    { step: 'panels', queries: 21 },
    { step: 'rooms', queries: 12 },
    { step: 'publish', queries: 4 },
    { step: 'ballots', queries: 7 },
  ] as const)
    it(`asks the database ${queries} times for ${step}, whatever the size`, async () => {
      for (const slug of ['small', 'large']) {
        const db = counting(tab.db);
        const place = await findRound(tab, slug, 2);
        const page = await stepPage({ ...tab, db }, { ...place, visitor: { csrf: '', news: [] }, fault: null }, step);
        assert.equal(db.count, queries, slug);
        assert.match(page.toString(), /<h1>/);
      }
    });
});
