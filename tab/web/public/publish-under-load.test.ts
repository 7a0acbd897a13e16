import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request } from 'undici';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { startTabProcess, type TabProcess } from '../../test-process.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { readDraw } from './readers.ts';

const processes = 4;

describe('a draw published by one of four processes while the others are read', () => {
  let tab: TestTab;
  let webs: TabProcess[];
  let origins: string[];
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'harbour', seed: 'harbour' });
    await act(tab, { slug: 'harbour', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    const env = { DATABASE_URL: tab.databaseUrl, TAB_API_KEY: 'key', TAB_SECRET: 'x'.repeat(32) };
    webs = Array.from({ length: processes }, () => startTabProcess('serve', env));
    origins = await Promise.all(webs.map(async (web) => String((await web.said('tab_listening'))['address'])));
  });
  after(async () => {
    await Promise.all(webs.map((web) => web.stop()));
    await tab.close();
  });

  const doAct = async (name: 'publish' | 'withdraw', origin: string): Promise<void> => {
    const answer = await request(`${origin}/api/v1/tournaments/harbour/rounds/1/acts/${name}`, {
      method: 'POST',
      headers: { authorization: 'Token key' },
    });
    assert.equal(answer.statusCode, 200, await answer.body.text());
    assert.equal(answer.headers['surrogate-purge'], 'tournament-harbour');
  };

  it('nobody sees a half of it, goes back, or sees two pages of one version', async () => {
    const changes = async (): Promise<void> => {
      for (let turn = 0; turn < 6; turn += 1) {
        await doAct(turn % 2 === 0 ? 'publish' : 'withdraw', origins[turn % processes] ?? '');
        for (const origin of origins) await (await request(`${origin}/harbour/`)).body.dump(); // readers read meanwhile
      }
    };
    const reading = await readDraw({ origins, path: '/harbour/draw/', readers: 12, teams: 24, until: changes() });
    assert.deepEqual(reading.faults, []);
    assert.ok(reading.versions >= 4 && reading.reads > 50, JSON.stringify({ ...reading, times: [] }));
  });
});
