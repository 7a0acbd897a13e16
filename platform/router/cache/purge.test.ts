import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { plainCacheSettings } from '../../rules/cache-rules.ts';
import { type PageAnswer, PageApp } from '../../testing/page-app.ts';
import { RouterRig, tabRoutes } from '../../testing/router-rig.ts';

const draw = { 'Cache-Control': 'public, max-age=0, s-maxage=1', 'Surrogate-Control': 'max-age=60', 'Surrogate-Key': 'cup page-draw' };
const motions = { ...draw, 'Surrogate-Key': 'schools' };

let rig: RouterRig;
let app: PageApp;
let release = 1;
let published = 0;

/** A tab site: pages say how often it was published, and a write purges them. */
function site({ url, method }: { url?: string | undefined; method?: string | undefined }): PageAnswer {
  if (method === 'POST') {
    published += 1;
    return { status: 303, headers: { Location: '/', 'Surrogate-Purge': 'cup' } };
  }
  return { headers: url === '/motions' ? motions : draw, body: `draw ${published}` };
}

before(async () => {
  rig = await RouterRig.start();
  app = await PageApp.start(site);
});
after(async () => {
  await rig.close();
  await app.close();
});
beforeEach(async () => {
  release += 1;
  published = 0;
  app.asked.length = 0;
  app.answer = site;
  await rig.push(tabRoutes([app], { release, cache: plainCacheSettings }));
});

const body = async (path: string): Promise<string> => (await rig.call({ path })).body;

describe('a write that says what it has changed', () => {
  it('purges it before whoever pressed the button has the answer, and nothing else; nobody sees the line', async () => {
    assert.deepEqual([await body('/draw'), await body('/motions')], ['draw 0', 'draw 0']);
    const answer = await rig.call({ path: '/publish', method: 'POST' });
    assert.deepEqual([answer.status, answer.headers['surrogate-purge']], [303, undefined]);
    assert.deepEqual([await body('/draw'), await body('/motions')], ['draw 1', 'draw 0']);
  });

  it('makes void what was asked for before it, also when that comes in later', async () => {
    const early = Promise.withResolvers<PageAnswer>();
    app.answer = (request) => (app.asked.length === 1 ? early.promise : site(request));
    const asked = rig.call({ path: '/draw' });
    await app.nextAsked();
    await rig.call({ path: '/publish', method: 'POST' });
    const behind = await body('/draw'); // does not wait for the old one
    early.resolve({ headers: draw, body: 'draw of before' });
    await asked;
    assert.deepEqual([behind, await body('/draw')], ['draw 1', 'draw 1']);
  });

  it('holds for a renewal that was under way as well', async () => {
    app.answer = () => ({ headers: { ...draw, 'Surrogate-Control': 'max-age=60, stale-while-revalidate=60' }, body: 'draw 0' });
    await body('/draw');
    rig.running.router.purger.take({ app: 'tab', tags: ['cup'], soft: true });
    const renewal = Promise.withResolvers<PageAnswer>();
    app.answer = () => renewal.promise;
    await body('/draw');
    app.answer = site;
    await rig.call({ path: '/publish', method: 'POST' });
    const seen = await body('/draw');
    renewal.resolve({ headers: draw, body: 'draw of before' });
    assert.deepEqual([seen, await body('/draw')], ['draw 1', 'draw 1']);
  });
});

describe('an app that cannot say it', () => {
  const cache = {
    ...plainCacheSettings,
    significantCookies: ['sessionid'],
    rules: [
      { path: '/{t}/admin/**', deny: true, ttlMs: null, swrMs: null, sieMs: null, tags: [] },
      { path: '/{t}/**', deny: false, ttlMs: 60_000, swrMs: null, sieMs: null, tags: ['t:{t}'] },
    ],
    purgeOn: [{ method: 'POST', path: '/{t}/admin/**', status: [302], tags: ['t:{t}'], soft: false }],
  };
  /** As Django answers when its own page cache is off (guests.md). */
  const django = { 'Cache-Control': 'max-age=0', Vary: 'Accept-Language, Cookie' };

  it('has rules: how long pages are kept whatever it says, which writes purge them, which cookies mean nothing', async () => {
    app.answer = ({ method, headers }) =>
      method === 'POST'
        ? { status: 302, headers: { Location: '/cup/' } }
        : { headers: django, body: `${app.asked.length} for ${headers.cookie ?? 'nobody'}` };
    await rig.push(tabRoutes([app], { release: release + 1, cache }));
    release += 1;
    assert.equal((await rig.call({ path: '/cup/draw/', headers: { cookie: '_ga=1' } })).body, '1 for nobody');
    assert.equal(await body('/cup/draw/'), '1 for nobody');
    assert.equal(await body('/open/draw/'), '2 for nobody');
    assert.equal((await rig.call({ path: '/cup/draw/', headers: { cookie: '_ga=1; sessionid=ann' } })).body, '3 for _ga=1; sessionid=ann');
    assert.equal(await body('/cup/admin/draw/'), '4 for nobody');
    assert.equal(await body('/cup/admin/draw/'), '5 for nobody');
    await rig.call({ path: '/cup/admin/draw/round/1/release/', method: 'POST' });
    assert.equal(await body('/cup/draw/'), '7 for nobody');
    assert.equal(await body('/open/draw/'), '2 for nobody');
  });
});
