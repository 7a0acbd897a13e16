import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import { newIntent } from '#kit/db/receipts.ts';
import { makeBreak } from '../../round/break.ts';
import { findRound } from '../../round/find.ts';
import * as debates from '../../store/debates.ts';
import * as people from '../../store/people.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { registerPublic } from '../public/routes.ts';
import { paths } from './paths.ts';
import { registerPersonal } from './routes.ts';

describe('an elimination round in BP', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  before(async () => {
    tab = await testTab();
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    registerPublic(server, tab);
    registerPersonal(server, tab);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  it('is ticked on the phone, and spectators see who goes on', async () => {
    const tournament = await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'harbour', simulate: 5, seed: 'harbour' });
    await makeBreak(tab, { tournament, actor: 'test' });
    const semi = { slug: 'harbour', seq: 6 };
    await act(tab, semi, 'all-in', 'draw', 'confirm-sides', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    const { round } = await findRound(tab, 'harbour', 6);
    const rooms = await debates.ofRound(tab.db, round.id);
    const keys = new Map<number, string>(
      (await people.links(tab.db, tournament.id, 'adjudicator')).map(({ personId, urlKey }) => [personId, urlKey]),
    );
    for (const room of rooms) {
      const url = paths.ballot('harbour', 6, keys.get(Number(room.panel.find(({ place }) => place === 'C')?.id)) ?? '');
      const form = await server.inject({ url });
      assert.match(form.body, /Tick the 2 teams that go on, then send\./);
      const send = (ticks: readonly number[]) =>
        server.inject({
          method: 'POST',
          url,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams([['intent', newIntent()], ...ticks.map((side) => ['winner-0', String(side)])]).toString(),
        });
      assert.match((await send([1])).body, /Tick the 2 teams that advance\./);
      const receipt = await server.inject({ url: String((await send([1, 2])).headers.location) });
      assert.match(receipt.body, /goes on/);
    }
    await act(tab, semi, 'confirm-ballots', 'complete');
    await changeSettings(tab, { tournament, values: { 'tab_release.all_results_released': true }, actor: 'test' });
    const results = await server.inject({ url: '/harbour/results/round/6' });
    assert.equal(results.body.match(/goes on/g)?.length, 2 * rooms.length);
    assert.match((await server.inject({ url: '/harbour/break' })).body, /Who goes on, in break order\./);
  });
});
