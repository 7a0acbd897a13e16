import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { strFromU8, unzipSync } from 'fflate';
import { createServer } from '#kit/http/server.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { registerPublic } from './routes.ts';
import { staticCopy } from './static-copy.ts';

describe('a copy of the public site', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let files: Record<string, string>;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'harbour', simulate: 2, seed: 'harbour' });
    await act(tab, { slug: 'harbour', seq: 3 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    registerPublic(server, tab);
    const zip = unzipSync(await staticCopy(server, tab, 'harbour'));
    files = Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [name, strFromU8(bytes)]));
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  it('has every page that is public, and nothing that is not', () => {
    for (const name of ['index.html', 'harbour/index.html', 'harbour/results/round/2/index.html', 'harbour/participants/list/index.html'])
      assert.ok(files[name], name);
    assert.ok(!Object.keys(files).some((name) => /tab\/team|results\/round\/3/.test(name)));
    assert.ok(Object.entries(files).every(([name, text]) => !name.includes('draw') || !text.includes('data-team')));
  });

  it('has links that lead to files beside it, and styles', () => {
    for (const [name, text] of Object.entries(files).filter(([one]) => one.endsWith('.html'))) {
      for (const [, link = ''] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
        assert.doesNotMatch(link, /^(?:\/|https?:)/, `${link} in ${name}`);
        const file = link.split(/[?#]/)[0] ?? '';
        const target = file === '' ? name : posix.join(posix.dirname(name), file);
        assert.ok(Object.hasOwn(files, target), `${link} in ${name}`);
      }
    }
    assert.ok(Object.keys(files).some((name) => name.endsWith('.css')));
  });

  it('runs nothing', () => {
    const running = Object.entries(files).filter(([name, text]) => name.endsWith('.html') && /<script|data-island/.test(text));
    assert.deepEqual(
      running.map(([name]) => name),
      [],
    );
  });
});
