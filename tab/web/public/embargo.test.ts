import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import { openTab } from '../../open-tab.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { registerPublic } from './routes.ts';

const round = { slug: 'harbour', seq: 1 };

describe('a draw behind two processes', () => {
  let tab: TestTab;
  const closes: (() => Promise<unknown>)[] = [];
  let servers: FastifyInstance[];
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'harbour', seed: 'harbour' });
    await act(tab, round, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    servers = await Promise.all(
      [1, 2].map(async () => {
        const own = openTab({ databaseUrl: tab.databaseUrl, logger: tab.logger });
        const server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
        registerPublic(server, own);
        closes.push(
          () => server.close(),
          () => own.close(),
        );
        return server;
      }),
    );
  });
  after(async () => {
    for (const close of closes) await close();
    await tab.close();
  });

  it('is seen by everybody who asks after the publish, and by nobody who asks after the withdrawal', async () => {
    const stop = new AbortController();
    let isPublic = false;
    let changes = 0; // odd while one is being made
    let looks = 0;
    const look = async (server: FastifyInstance, path: string): Promise<void> => {
      while (!stop.signal.aborted) {
        const [expected, atStart] = [isPublic, changes];
        const { body } = await server.inject({ url: `/harbour${path}` });
        const isShown = path === '/draw' ? body.includes('data-team') : body.includes('/harbour/draw/');
        // Asked before a change began and answered after it, a page may be either.
        if (atStart % 2 === 0 && changes === atStart) assert.equal(isShown, expected, path);
        looks += 1;
      }
    };
    const crowd = servers.flatMap((server) => ['/draw', '/', '/results', '/participants/list'].map((path) => look(server, path)));
    const change = async (name: 'publish' | 'withdraw'): Promise<void> => {
      changes += 1;
      await act(tab, round, name);
      isPublic = name === 'publish';
      changes += 1;
      const answers = await Promise.all(servers.map((server) => server.inject({ url: '/harbour/draw' })));
      for (const { body } of answers) assert.equal(body.includes('data-team'), isPublic);
    };
    try {
      for (let turn = 0; turn < 5; turn += 1) {
        await change('publish');
        await change('withdraw');
      }
    } finally {
      stop.abort();
    }
    await Promise.all(crowd);
    assert.ok(looks > 50);
  });
});
