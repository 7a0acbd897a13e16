import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { findRound, findTournament } from '../../round/find.ts';
import * as debates from '../../store/debates.ts';
import * as sides from '../../store/sides.ts';
import * as teams from '../../store/teams.ts';
import { act, testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { FormBrowser } from '../form-browser.ts';
import { createSite } from '../server.ts';
import { paths } from './routes.ts';

describe('sides that are given before the draw', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let browser: FormBrowser;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'australs24', actor: 'demo', slug: 'cup', seed: 'a' });
    const tournament = await findTournament(tab, 'cup');
    const values = {
      'draw_rules.draw_side_allocations': 'preallocated',
      'draw_rules.draw_odd_bracket': 'pullup_top',
      'draw_rules.draw_avoid_conflicts': 'off',
    };
    await changeSettings(tab, { tournament, values, actor: 'admin' });
    await act(tab, { slug: 'cup', seq: 1 }, 'all-in');
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    browser = new FormBrowser(server);
    await browser.signIn('secret');
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const first = async () => (await findRound(tab, 'cup', 1)).round;
  const all = async () => teams.ofTournament(tab.db, (await findTournament(tab, 'cup')).id);
  const give = (way: 'round' | 'paste' | 'spread', fields: Record<string, string> = {}) =>
    browser.post(paths.giveSides('cup', way), fields, paths.sides('cup'));

  it('are asked for before the round can be drawn', async () => {
    const page = (await browser.get(paths.step('cup', 1, 'draw'))).body;
    assert.match(page, /24 teams have no side for this round; give each a side/);
    assert.match(page, /Give sides/);
    await assert.rejects(act(tab, { slug: 'cup', seq: 1 }, 'draw'), { code: 'TAB_SIDE_IS_MISSING' });
  });

  it('are pasted, all of them or none', async () => {
    const [one, two] = await all();
    const refused = await give('paste', { table: `${one?.name}\tAff\nNobody\tNeg` });
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /no team is called “Nobody”/);
    assert.equal((await sides.ofRound(tab.db, (await first()).id)).size, 0);
    await give('paste', { table: `Team\tR1\n${one?.name}\tAff\n${two?.name}\tNeg` });
    assert.deepEqual([...(await sides.ofRound(tab.db, (await first()).id)).values()], [0, 1]);
  });

  it('are ticked for one round', async () => {
    const ids = (await all()).map(({ id }) => id);
    await give('round', {
      round: '1',
      ...Object.fromEntries(ids.map((id, index) => [`team-${id}`, index === 0 ? '' : String(index % 2)])),
    });
    const page = (await browser.get(`${paths.sides('cup')}?round=1`)).body;
    assert.match(page, /Sides of Round 1/);
    assert.equal((await sides.ofRound(tab.db, (await first()).id)).size, 23);
    assert.match((await browser.get(paths.step('cup', 1, 'draw'))).body, /1 team has no side/);
  });

  it('are spread by lot, and the draw keeps them', async () => {
    await give('spread');
    const given = await sides.ofRound(tab.db, (await first()).id);
    assert.equal([...given.values()].filter((side) => side === 0).length, 12);
    await act(tab, { slug: 'cup', seq: 1 }, 'draw');
    for (const debate of await debates.ofRound(tab.db, (await first()).id))
      assert.deepEqual(
        debate.teams.map(({ id }) => given.get(id)),
        [0, 1],
      );
  });

  it('stay once the round has been drawn', async () => {
    const [one] = await all();
    assert.ok(one);
    const given = (await sides.ofRound(tab.db, (await first()).id)).get(one.id);
    const refused = await give('paste', { table: `${one.name}\t${given === 0 ? 'Neg' : 'Aff'}` });
    assert.match(refused.body, /Round 1 has been drawn, so its sides stay\./);
  });
});
