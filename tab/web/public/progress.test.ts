import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import { findRound, findTournament } from '../../round/find.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { simulateBallots } from '../../tournaments/simulate.ts';
import { registerPublic } from './routes.ts';

const round = { slug: 'schools', seq: 1 };

describe('the progress of results (public_features.public_progress)', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', seed: 'schools' });
    await changeSettings(tab, {
      tournament: await findTournament(tab, 'schools'),
      values: { 'public_features.public_progress': true, 'public_features.public_draw': 'current' },
      actor: 'test',
    });
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    registerPublic(server, tab);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });
  const page = async (path: string): Promise<string> => (await server.inject({ url: `/schools${path}` })).body;

  it('says nothing of a round whose draw is not public', async () => {
    await act(tab, round, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    assert.match(await page('/results/progress'), /No round is being debated now/);
    assert.doesNotMatch(await page('/'), /results\/progress/);
  });

  it('counts what is in and what is confirmed from the publish on, room by room, as each ballot comes', async () => {
    await act(tab, round, 'publish');
    assert.match(await page('/'), /results\/progress/);
    assert.match(await page('/results/progress'), /0 of 4 ballots are in, 0 are confirmed/);
    await simulateBallots(tab, { ...(await findRound(tab, round.slug, round.seq)), actor: 'test' }, 'a');
    const body = await page('/results/progress');
    assert.match(body, /All 4 ballots are confirmed/);
    assert.doesNotMatch(body, />(?:won|lost)</);
  });

  it('is closed where the setting is off', async () => {
    await changeSettings(tab, {
      tournament: await findTournament(tab, 'schools'),
      values: { 'public_features.public_progress': false },
      actor: 'test',
    });
    assert.equal((await server.inject({ url: '/schools/results/progress' })).statusCode, 403);
  });
});
