import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import { findRound } from '../round/find.ts';
import { planPublish } from '../round/publish.ts';
import { act, testTab, type TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { registerMoments } from './moments.ts';

describe('the moments that a tab announces', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', name: 'Schools Day', slug: 'schools', seed: 'schools' });
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    registerMoments(server, tab);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  it('are none while nothing is planned', async () => assert.deepEqual((await server.inject('/.rostra/moments')).json(), []));

  it('are a planned publish, with the pages that will be asked for', async () => {
    await act(tab, { slug: 'schools', seq: 1 }, 'all-in', 'draw', 'confirm-draw');
    const wish = { ...(await findRound(tab, 'schools', 1)), actor: 'test' };
    await planPublish(tab, { ...wish, plan: { isHallFirst: false, afterSeconds: 600 } });
    const [moment, ...others] = (await server.inject('/.rostra/moments')).json();
    assert.deepEqual(others, []);
    assert.deepEqual(
      [moment.id, moment.title, moment.kind, moment.expectPeople, moment.pages[0]],
      ['schools-1-publish', 'Draw of Round 1, Schools Day', 'publish', 54, '/schools/draw/'],
    );
  });

  it('are not there for who comes through a proxy', async () => {
    const answer = await server.inject({ url: '/.rostra/moments', headers: { 'x-forwarded-for': '203.0.113.7' } });
    assert.equal(answer.statusCode, 404);
  });
});
