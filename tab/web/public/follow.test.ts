import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request } from 'undici';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { startTabProcess, type TabProcess } from '../../test-process.ts';
import { createDemo } from '../../tournaments/demo.ts';

describe('the news of a publish', () => {
  let tab: TestTab;
  let web: TabProcess;
  let origin: string;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'harbour', seed: 'harbour' });
    await act(tab, { slug: 'harbour', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    web = startTabProcess('serve', { DATABASE_URL: tab.databaseUrl, TAB_API_KEY: 'key', TAB_SECRET: 'x'.repeat(32) });
    origin = String((await web.said('tab_listening'))['address']);
  });
  after(async () => {
    await web.stop();
    await tab.close();
  });

  it('says which version the page will be of, so that nobody takes an older copy on the way for the new page', async () => {
    const earlier = await pageVersion();
    const news = await request(`${origin}/harbour/live?version=${earlier}`, { headers: { accept: 'text/event-stream' } });
    const heard = news.body[Symbol.asyncIterator]();
    await heard.next(); // it is open
    const path = '/api/v1/tournaments/harbour/rounds/1/acts/publish';
    await (await request(`${origin}${path}`, { method: 'POST', headers: { authorization: 'Token key' } })).body.dump();
    let said = '';
    while (!said.includes('data: ')) said += String((await heard.next()).value);
    news.body.destroy();
    const version = await pageVersion();
    assert.ok(version > earlier);
    assert.match(said, new RegExp(`event: refresh\\ndata: {"version":${version}}\\n`));
  });

  async function pageVersion(): Promise<number> {
    const page = await (await request(`${origin}/harbour/draw/`)).body.text();
    return Number(/live\?version=(\d+)/.exec(page)?.[1]);
  }
});
