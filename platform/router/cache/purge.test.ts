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
    purgeOn: [
      { method: 'POST', path: '/{t}/admin/**', status: [302], tags: ['t:{t}'], soft: false, guestFlush: null, warm: [], minIntervalMs: 0 },
    ],
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

describe('a mirror', () => {
  it('keeps no pages, and what its writes change goes from the pages of its primary', async () => {
    const primary = tabRoutes([app], { release, cache: plainCacheSettings });
    await rig.push(primary, { ...primary, name: 'tab-admin', hosts: ['tab-admin.localhost'], mirrorOf: 'tab' });
    const onMirror = async (path: string, method = 'GET'): Promise<string> =>
      (await rig.call({ path, method, host: 'tab-admin.localhost' })).body;
    assert.deepEqual([await body('/draw'), await onMirror('/draw'), await onMirror('/draw')], ['draw 0', 'draw 0', 'draw 0']);
    assert.equal(app.asked.length, 3);
    await onMirror('/publish', 'POST');
    assert.equal(await body('/draw'), 'draw 1');
  });
});

describe('a rule for a write', () => {
  const rule = {
    method: 'POST',
    path: '/{t}/admin/**',
    status: [302],
    tags: ['t:{t}'],
    soft: false,
    guestFlush: null,
    warm: [],
    minIntervalMs: 0,
  };
  const rules = [{ path: '/{t}/**', deny: false, ttlMs: 60_000, swrMs: null, sieMs: null, tags: ['t:{t}'] }];
  let presses = 0;

  async function observe(change: object): Promise<void> {
    presses = 0;
    app.answer = ({ method }) => {
      if (method === 'GET') return { body: `after ${presses}` };
      presses += 1;
      return { status: 302, headers: { Location: '/cup/' } };
    };
    release += 1;
    const cache = { ...plainCacheSettings, rules, purgeOn: [{ ...rule, ...change }] };
    await rig.push(tabRoutes([app], { release, cache }));
  }

  const press = (): Promise<unknown> => rig.call({ path: '/cup/admin/release/', method: 'POST' });

  it('asks again for the pages that it names, before a visitor does', async () => {
    await observe({ warm: ['/{t}/draw/'] });
    await body('/cup/draw/');
    await body('/cup/motions/');
    const warmed = app.nextAsked().then(() => app.nextAsked()); // the press itself, then the page
    await press();
    await warmed;
    assert.equal(app.asked.at(-1)?.url, '/cup/draw/');
    assert.equal(await body('/cup/draw/'), 'after 1');
    assert.equal(app.asked.filter(({ url }) => url === '/cup/draw/').length, 2);
    assert.equal(await body('/cup/motions/'), 'after 1');
  });

  it('purges once for writes that come in a row, and once more after the last of them', async () => {
    await observe({ minIntervalMs: 300 });
    await body('/cup/draw/');
    await press();
    assert.equal(await body('/cup/draw/'), 'after 1');
    await press();
    await press();
    assert.equal(await body('/cup/draw/'), 'after 1');
    while ((await body('/cup/draw/')) === 'after 1') await new Promise(setImmediate);
    assert.equal(await body('/cup/draw/'), 'after 3');
  });

  it('has control empty the cache of the app itself first, and goes on when control cannot', async () => {
    await observe({ guestFlush: 'django-pages' });
    await body('/cup/draw/');
    await press();
    assert.deepEqual(rig.asked('/internal/guest-flush'), [{ app: 'tab', tags: ['t:cup'] }]);
    assert.equal(await body('/cup/draw/'), 'after 1');
  });

  it('has its answer also when the app closes the connection while that is held', async () => {
    await observe({ guestFlush: 'django-pages' });
    const answer = app.answer;
    app.answer = async (request) => ({ ...(await answer(request)), headers: { Location: '/cup/', Connection: 'close' } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => rig.call({ path: '/cup/admin/release/', method: 'POST' })));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([302]));
  });
});

describe('PURGE', () => {
  it('takes every variant of a page, for programs of this machine; whoever comes through a proxy needs a token', async () => {
    app.answer = () => ({ headers: { ...draw, Vary: 'Accept-Encoding' }, body: 'draw' });
    for (const coding of ['identity', 'gzip']) await rig.call({ path: '/draw', headers: { 'accept-encoding': coding } });
    const purge = { path: '/draw', method: 'PURGE' };
    for (const headers of [{ 'x-forwarded-for': '192.0.2.1' }, { authorization: 'Bearer guessed' }])
      assert.equal((await rig.call({ ...purge, headers })).status, 403);
    assert.equal(app.asked.length, 2);
    assert.deepEqual([(await rig.call(purge)).body, (await rig.call(purge)).body], ['2 purged\n', '0 purged\n']);
    await body('/draw');
    assert.equal(app.asked.length, 3);
  });
});

describe('pages that are asked for before visitors come', () => {
  const wish = { app: 'tab', host: 'tab.localhost', isEncrypted: false, paths: ['/draw'] };
  const warm = async (isAnew: boolean): Promise<number> => {
    const { warmed } = await rig.tables.call<{ warmed: number }>({ method: 'POST', path: '/cache/warm', body: { ...wish, isAnew } });
    return warmed;
  };
  const asBrowser = { path: '/draw', headers: { 'accept-encoding': 'gzip, br' } };

  it('are there in every packing, and only asked for when they are not', async () => {
    assert.deepEqual([await warm(false), await warm(false), app.asked.length], [2, 0, 2]);
    assert.match(String((await rig.call(asBrowser)).headers['cache-status']), /hit/);
  });

  it('take the place of the old ones before these go: nobody waits', async () => {
    await rig.call(asBrowser);
    published += 1;
    const since = Date.now();
    assert.equal(await warm(true), 2);
    await rig.tables.call({ method: 'POST', path: '/cache/purge', body: { app: 'tab', tags: ['cup'], soft: false, since } });
    const seen = await rig.call(asBrowser);
    assert.deepEqual([seen.body, /hit/.test(String(seen.headers['cache-status']))], ['draw 1', true]);
  });

  it('are those that many wanted, when a new release comes', async () => {
    for (let n = 0; n < 12; n += 1) await rig.call(asBrowser);
    app.asked.length = 0;
    const asked = app.nextAsked();
    await rig.push(tabRoutes([app], { release: (release += 1), cache: plainCacheSettings }));
    await asked;
    assert.deepEqual(
      app.asked.map(({ url, headers }) => [url, headers['accept-encoding']]),
      [['/draw', 'br']],
    );
  });
});

describe('a page that is renewed again and again', () => {
  it('is asked for in its own packing each time', async () => {
    app.answer = () => ({
      headers: { ...draw, 'Surrogate-Control': 'max-age=60, stale-while-revalidate=60' },
      body: `draw ${app.asked.length}`,
    });
    for (const number of [1, 2, 3]) {
      while ((await rig.call({ path: '/draw', headers: { 'accept-encoding': 'gzip' } })).body !== `draw ${number}`);
      rig.running.router.purger.take({ app: 'tab', tags: ['cup'], soft: true });
    }
    assert.deepEqual(new Set(app.asked.map(({ headers }) => headers['accept-encoding'])), new Set(['gzip']));
  });
});
