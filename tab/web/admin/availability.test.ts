import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { findRound } from '../../round/find.ts';
import * as availabilities from '../../store/availabilities.ts';
import * as debates from '../../store/debates.ts';
import { act, testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { FormBrowser } from '../form-browser.ts';
import { createSite } from '../server.ts';
import { paths } from './routes.ts';

describe('who is here, and what is deleted', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let browser: FormBrowser;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, { slug: 'cup', seq: 2 }, 'all-in');
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    browser = new FormBrowser(server);
    await browser.signIn('secret');
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const round = async () => (await findRound(tab, 'cup', 2)).round;
  const here = async () => availabilities.ofRound(tab.db, (await round()).id);

  it('is ticked one by one, and others keep theirs', async () => {
    const [one, other, third] = (await here()).adjudicator;
    const ticks = [one, other].map((id) => browser.post(paths.tick('cup', 2), { kind: 'adjudicator', id: String(id), in: '' }));
    for (const answer of await Promise.all(ticks)) assert.equal(answer.statusCode, 200);
    const now = (await here()).adjudicator;
    assert.deepEqual(
      [one, other, third].map((id) => now.has(id ?? 0)),
      [false, false, true],
    );
    await browser.post(paths.tick('cup', 2), { kind: 'adjudicator', id: String(one), in: '1' });
    assert.equal((await here()).adjudicator.has(one ?? 0), true);
    assert.equal((await browser.post(paths.tick('cup', 2), { kind: 'ghost', id: '1' })).statusCode, 422);
  });

  it('is a draw that is deleted only by whoever types the name of its round', async () => {
    await act(tab, { slug: 'cup', seq: 2 }, 'draw');
    const refused = await browser.post(paths.act('cup', 2, 'delete-draw'), { name: 'round' });
    assert.match(refused.body, /type the name of the round: Round 2\./);
    assert.equal((await debates.ofRound(tab.db, (await round()).id)).length, 6);
    await browser.post(paths.act('cup', 2, 'delete-draw'), { name: 'Round 2' });
    assert.equal((await debates.ofRound(tab.db, (await round()).id)).length, 0);
  });
});
