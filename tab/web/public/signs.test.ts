import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import { findTournament } from '../../round/find.ts';
import * as teams from '../../store/teams.ts';
import { testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { makeEverythingPublic } from './everything-public.ts';
import { registerPublic } from './routes.ts';

const withTeams = ['/draw/round/1', '/draw/round/1/by-team', '/results/round/1', '/tab/team', '/tab/speaker', '/participants/list'];

describe('the emoji of teams (ui_options.show_emoji)', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let emoji: string;
  let url: string;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', seed: 'schools', simulate: 2 });
    await makeEverythingPublic(tab, 'schools');
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    registerPublic(server, tab);
    const [first] = await teams.signs(tab.db, (await findTournament(tab, 'schools')).id);
    emoji = first?.emoji ?? 'none';
    url = `/participants/team/${first?.id}`;
  });
  after(async () => {
    await server.close();
    await tab.close();
  });
  const page = async (path: string): Promise<string> => (await server.inject({ url: `/schools${path}` })).body;
  const setting = async (values: Record<string, unknown>): Promise<void> =>
    changeSettings(tab, { tournament: await findTournament(tab, 'schools'), values, actor: 'test' });

  it('stands beside the team on every page with teams, and a screen reader says its code name', async () => {
    for (const path of [...withTeams, url])
      assert.match(await page(path), new RegExp(`data-e="${emoji}" role="img" aria-label="[A-Z]`, 'u'), path);
  });

  it('is decoration: searching, sorting and copying find the name alone', async () => {
    assert.doesNotMatch(await page('/tab/team'), new RegExp(`>[^<]*${emoji}`, 'u'));
  });

  it('is nowhere once the setting is off', async () => {
    await setting({ 'ui_options.show_emoji': false });
    for (const path of [...withTeams, url]) assert.ok(!(await page(path)).includes(emoji), path);
  });
});
