import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import * as permissions from '../../store/permissions.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { FormBrowser } from '../form-browser.ts';
import { createSite } from '../server.ts';
import { paths } from './routes.ts';

describe('whoever has few rights', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let admin: FormBrowser;
  let groups: readonly { readonly id: number; readonly name: string }[];
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: 'key', cookieSecret: 'x'.repeat(32) });
    const { id } = await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, { slug: 'cup', seq: 2 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    admin = new FormBrowser(server);
    await admin.signIn('secret');
    groups = await permissions.groupsOf(tab.db, id);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const member = async (name: string, group: number): Promise<FormBrowser> => {
    const made = await admin.post(paths.invite('cup'), { group: String(group) }, paths.users('cup'));
    const link = new URL(/data-link>([^<]+)</.exec(made.body)?.[1] ?? 'http://none/').pathname;
    const browser = new FormBrowser(server);
    const accepted = await browser.post(link, { name, password: `${name} likes tea` }, link);
    assert.equal(accepted.statusCode, 303, accepted.body);
    return browser;
  };

  it('finds no link in the tab room that is closed to them, whatever their group', async () => {
    const dead = new Set<string>();
    for (const { id, name } of groups) {
      const browser = await member(`person${id}`, id);
      for await (const { from, to, status } of linksOf(browser)) if (status >= 400) dead.add(`${name}: ${from} → ${to} ${status}`);
    }
    assert.deepEqual([...dead], []);
  });
});

/** Every page that can be reached from the tournament's first one, one of each kind. */
async function* linksOf(browser: FormBrowser): AsyncGenerator<{ from: string; to: string; status: number }> {
  const seen = new Set<string>();
  const waiting = [
    { from: 'sign-in', to: paths.overview('cup') },
    { from: 'sign-in', to: paths.tournaments() },
  ];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { statusCode, body } = await browser.get(next.to);
    yield { ...next, status: statusCode };
    for (const [, href = ''] of body.matchAll(/href="(\/[^"#]*)/g)) {
      const to = href.replaceAll('&amp;', '&');
      const kind = to.replace(/\?.*/, '').replaceAll(/\/\d+(?=\/|$)/g, '/:id');
      if (seen.has(kind) || !/^\/(cup\/(admin|assistant)|admin|accounts)/.test(to) || /\.(zip|csv|json|xml|xlsx)$/.test(kind)) continue;
      seen.add(kind);
      waiting.push({ from: next.to, to });
    }
  }
}
