import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { testTab, type TestTab } from '../test-tab.ts';
import { createDemo } from './demo.ts';

let tab: TestTab;
let client: pg.Client;
before(async () => {
  tab = await testTab();
  client = new pg.Client(tab.databaseUrl);
  await client.connect();
});
after(async () => {
  await client.end();
  await tab.close();
});

/** How many rows Postgres reckons with; -1 while it knows nothing and expects some. */
async function expected(table: string): Promise<number> {
  const { rows } = await client.query('select reltuples from pg_class where relname = $1', [table]);
  return rows[0].reltuples;
}

describe('what the database plans for', () => {
  it('is what a new tournament has, and never that a table stays empty: plans of a round before its first ballot live through the round', async () => {
    await createDemo(tab, { demo: 'bp24', actor: 'director', slug: 'cup', seed: 'growth' });
    assert.equal(await expected('teams'), 24);
    for (const table of ['ballots', 'team_scores', 'speaker_scores']) assert.equal(await expected(table), -1, table);
  });
});
