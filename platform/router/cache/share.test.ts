import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { plainCacheSettings } from '../../rules/cache-rules.ts';
import { type PageAnswer, PageApp } from '../../testing/page-app.ts';
import { RouterRig, tabRoutes, type RigAnswer } from '../../testing/router-rig.ts';

const shared = { 'Cache-Control': 'public, s-maxage=60' };

let rig: RouterRig;
let app: PageApp;
let release = 1;

before(async () => {
  rig = await RouterRig.start({ firstByteMs: 10_000, queueWaitMs: 10_000 });
  app = await PageApp.start(() => ({}));
});
after(async () => {
  await rig.close();
  await app.close();
});
beforeEach(async () => {
  release += 1;
  rig.running.router.routes.findApp('tab')?.cache.shelf.clear(); // the new release asks for nothing of the one before
  app.asked.length = 0;
  await rig.push(tabRoutes([app], { release, cache: plainCacheSettings }));
});

const outcomes = (answers: readonly RigAnswer[]): string[] => answers.map(({ headers }) => String(headers['cache-status'])).toSorted();

/** Settles when so many requests of the app are open in the router, waiting or not. */
async function open(count: number): Promise<void> {
  const isOpen = (): boolean => (rig.running.router.routes.findApp('tab')?.open ?? 0) >= count;
  while (!isOpen()) await new Promise(setImmediate);
}

describe('many at once', () => {
  it('cost the app one request', async () => {
    const page = Promise.withResolvers<PageAnswer>();
    app.answer = () => page.promise;
    const answers = Array.from({ length: 50 }, () => rig.call({ path: '/draw' }));
    await open(50);
    page.resolve({ headers: shared, body: 'the draw' });
    const all = await Promise.all(answers);
    assert.deepEqual(new Set(all.map(({ status, body }) => `${status} ${body}`)), new Set(['200 the draw']));
    assert.equal(app.asked.length, 1);
    const counted = { hit: 0, miss: 1, stale: 0, bypass: 0, coalesced: 49 };
    assert.deepEqual(rig.running.router.routes.findApp('tab')?.cache.counts.requests, counted);
  });

  it('are all let through at once when the page may not be shared, and do not wait for each other again', async () => {
    const page = Promise.withResolvers<PageAnswer>();
    app.answer = () => page.promise;
    const answers = Array.from({ length: 10 }, () => rig.call({ path: '/own' }));
    await open(10);
    assert.equal(app.asked.length, 1);
    page.resolve({ body: 'own', headers: { 'Set-Cookie': 'a=1' } });
    await Promise.all(answers);
    assert.equal(app.asked.length, 10);
    const later = Promise.withResolvers<PageAnswer>();
    app.answer = () => later.promise;
    const both = [rig.call({ path: '/own' }), rig.call({ path: '/own' })];
    while (app.asked.length < 12) await app.nextAsked();
    later.resolve({ body: 'own' });
    assert.deepEqual(outcomes(await Promise.all(both)), ['rostra; fwd=bypass', 'rostra; fwd=bypass']);
  });

  it('go on with the next one when the first fails', async () => {
    const failure = Promise.withResolvers<PageAnswer>();
    app.answer = async () => (app.asked.length === 1 ? failure.promise : { headers: shared, body: 'the draw' });
    const answers = Array.from({ length: 5 }, () => rig.call({ path: '/draw' }));
    await open(5);
    failure.resolve({ status: 500, body: 'broken' });
    const bodies = (await Promise.all(answers)).map(({ body }) => body).toSorted();
    assert.deepEqual(bodies, ['broken', 'the draw', 'the draw', 'the draw', 'the draw']);
    assert.equal(app.asked.length, 2);
  });

  it('cost one request for each packing, also for those who come when one is there and the other is on its way', async () => {
    const pages = { gzip: Promise.withResolvers<PageAnswer>(), identity: Promise.withResolvers<PageAnswer>() };
    app.answer = ({ headers }) => pages[headers['accept-encoding'] === 'gzip' ? 'gzip' : 'identity'].promise;
    const packed = { path: '/packed', headers: { 'accept-encoding': 'gzip' } };
    const [first, plain] = [rig.call(packed), rig.call({ path: '/packed' })];
    await open(2);
    pages.identity.resolve({ headers: { ...shared, Vary: 'Accept-Encoding' }, body: 'plain' });
    await plain;
    const later = rig.call(packed);
    await open(2);
    pages.gzip.resolve({ headers: { ...shared, Vary: 'Accept-Encoding' }, body: 'packed' });
    assert.deepEqual([(await first).body, (await later).body, app.asked.length], ['packed', 'packed', 2]);
  });

  it('go on with the next one when the first goes away', async () => {
    const never = Promise.withResolvers<PageAnswer>();
    app.answer = async () => (app.asked.length === 1 ? never.promise : { headers: shared, body: 'the draw' });
    const headers = { host: 'tab.localhost' };
    const first = request({ port: rig.port, host: '127.0.0.1', path: '/draw', agent: false, headers });
    first.on('error', () => {}).end();
    await app.nextAsked();
    const second = rig.call({ path: '/draw' });
    await open(2);
    first.destroy();
    assert.equal((await second).body, 'the draw');
    never.resolve({});
  });
});

describe('a stale page', () => {
  it('is served while it is asked for again, once, with its validator', async () => {
    const age = { 'Cache-Control': 'public, s-maxage=60, stale-while-revalidate=60', ETag: '"1"' };
    app.answer = () => ({ headers: age, body: 'one' });
    await rig.call({ path: '/draw' });
    rig.running.router.purger.take({ app: 'tab', tags: null, soft: true });
    const renewed = Promise.withResolvers<PageAnswer>();
    app.answer = () => renewed.promise;
    const stale = [await rig.call({ path: '/draw' }), await rig.call({ path: '/draw' })];
    assert.deepEqual(
      stale.map(({ body }) => body),
      ['one', 'one'],
    );
    assert.match(String(stale[0]?.headers['cache-status']), /hit; ttl=(?:0|-\d+)$/);
    assert.deepEqual([app.asked.length, app.asked[1]?.headers['if-none-match']], [2, '"1"']);
    renewed.resolve({ headers: { ...age, ETag: '"2"' }, body: 'two' });
    while ((await rig.call({ path: '/draw' })).body !== 'two');
    assert.equal(app.asked.length, 2);
  });

  it('is good again when the app says that it has not changed', async () => {
    const age = { 'Cache-Control': 'public, s-maxage=60, stale-while-revalidate=60', ETag: '"1"' };
    app.answer = () => ({ headers: age, body: 'one' });
    await rig.call({ path: '/draw' });
    rig.running.router.purger.take({ app: 'tab', tags: null, soft: true });
    app.answer = () => ({ status: 304, headers: age });
    while (!/ttl=[1-9]/.test(String((await rig.call({ path: '/draw' })).headers['cache-status'])));
    assert.equal(app.asked.length, 2);
  });

  it('hides a failure of the app, and a dyno that is gone', async () => {
    app.answer = () => ({ headers: { 'Cache-Control': 'public, s-maxage=60, stale-if-error=60' }, body: 'one' });
    await rig.call({ path: '/draw' });
    rig.running.router.purger.take({ app: 'tab', tags: null, soft: true });
    app.answer = () => ({ status: 503, body: 'broken' });
    const { status, body } = await rig.call({ path: '/draw' });
    assert.deepEqual([status, body], [200, 'one']);
    await rig.push(tabRoutes([], { release, cache: plainCacheSettings }));
    assert.deepEqual([(await rig.call({ path: '/draw' })).body, (await rig.call({ path: '/other' })).status], ['one', 503]);
    assert.match(await rig.lineOf('code=H14'), /path="\/other"/);
    assert.equal(rig.running.router.routes.findApp('tab')?.cache.counts.errorsHidden, 2);
  });
});
