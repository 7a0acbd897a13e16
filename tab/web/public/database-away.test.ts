import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import { openTab } from '../../open-tab.ts';
import type { Tab } from '../../tab.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { registerPublic } from './routes.ts';

describe('the public site without its database', () => {
  let home: TestTab;
  let tab: Tab;
  let server: FastifyInstance;
  let isAway = false;
  before(async () => {
    home = await testTab();
    await createDemo(home, { demo: 'wsdc8', actor: 'test', slug: 'schools', simulate: 1, seed: 'schools' });
    tab = openTab({ databaseUrl: home.databaseUrl, logger: home.logger });
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    registerPublic(server, tab);
  });
  after(async () => {
    await server.close();
    await tab.live.close();
    if (!isAway) await tab.db.end();
    await home.close();
  });

  it('shows what it has of the newest version, says so to caches, and knows nothing of other pages', async () => {
    const before200 = await server.inject('/schools/results/round/1');
    await server.inject('/schools/draw');
    await act(home, { slug: 'schools', seq: 2 }, 'all-in', 'draw', 'confirm-draw', 'publish');
    assert.equal((await server.inject('/schools/results/round/1')).statusCode, 200); // the newest version is known from here on
    await tab.db.end();
    isAway = true;
    const away = await server.inject('/schools/results/round/1');
    assert.deepEqual([away.statusCode, away.headers['cache-control'], away.headers['x-rostra-copy']], [200, 'no-store', 'last known']);
    assert.ok(away.body.length > 0 && before200.statusCode === 200);
    assert.equal((await server.inject('/schools/draw')).statusCode, 503, 'an older page may show what was withdrawn since');
    assert.equal((await server.inject('/schools/participants/list')).statusCode, 503);
  });
});
