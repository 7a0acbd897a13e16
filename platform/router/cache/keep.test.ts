import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { plainCacheSettings } from '../../rules/cache-rules.ts';
import { PageApp } from '../../testing/page-app.ts';
import { RouterRig, tabRoutes } from '../../testing/router-rig.ts';

const shared = { 'Cache-Control': 'public, max-age=0, s-maxage=1', 'Surrogate-Control': 'max-age=60', 'Surrogate-Key': 'cup' };

let rig: RouterRig;
let app: PageApp;
let release = 1;

before(async () => {
  rig = await RouterRig.start();
  app = await PageApp.start(() => ({}));
});
after(async () => {
  await rig.close();
  await app.close();
});
beforeEach(async () => {
  release += 1; // begins with nothing kept
  app.asked.length = 0;
  await rig.push(tabRoutes([app], { release, cache: plainCacheSettings }));
});

describe('a page that may be shared', () => {
  it('is asked for once, and then served with its age, without what only the router reads', async () => {
    app.answer = () => ({ headers: shared, body: 'the draw' });
    const first = await rig.call({ path: '/draw' });
    const second = await rig.call({ path: '/draw' });
    assert.deepEqual([first.body, second.body, app.asked.length], ['the draw', 'the draw', 1]);
    assert.equal(first.headers['cache-status'], 'rostra; fwd=uri-miss; stored');
    assert.match(String(second.headers['cache-status']), /^rostra; hit; ttl=\d+$/);
    assert.equal(second.headers['age'], '0');
    assert.equal(second.headers['cache-control'], shared['Cache-Control']);
    assert.notEqual(second.headers['x-request-id'], first.headers['x-request-id']);
    assert.deepEqual(
      Object.keys(second.headers).filter((name) => name.startsWith('surrogate')),
      [],
    );
    assert.match(await rig.lineOf('cache=hit'), / dyno= .* status=200 bytes=8 /);
  });

  it('answers HEAD and who has it already', async () => {
    app.answer = () => ({ headers: { ...shared, ETag: '"7"' }, body: 'the draw' });
    await rig.call({ path: '/draw' });
    const head = await rig.call({ path: '/draw', method: 'HEAD' });
    assert.deepEqual([head.status, head.body, head.headers['content-length']], [200, '', '8']);
    const known = await rig.call({ path: '/draw', headers: { 'if-none-match': 'W/"7"' } });
    assert.deepEqual([known.status, known.body, known.headers['etag'], app.asked.length], [304, '', '"7"', 1]);
  });

  it('is asked for whole, whatever the first visitor has already', async () => {
    app.answer = () => ({ headers: { ...shared, ETag: '"7"' }, body: 'the draw' });
    const first = await rig.call({ path: '/draw', headers: { 'if-none-match': '"7"' } });
    assert.equal(app.asked[0]?.headers['if-none-match'], undefined);
    assert.equal(first.status, 200);
    assert.equal((await rig.call({ path: '/draw' })).body, 'the draw');
  });

  it('is packed once for those who take it, with a validator of its own', async () => {
    app.answer = () => ({ headers: { ...shared, ETag: '"7"' }, body: 'draw '.repeat(1000) });
    await rig.call({ path: '/draw' });
    for (;;) {
      const { headers } = await rig.call({ path: '/draw', headers: { 'accept-encoding': 'gzip, br' } });
      if (headers['content-encoding'] === undefined) continue; // it is being packed
      assert.deepEqual([headers['content-encoding'], headers['etag'], headers['vary']], ['br', 'W/"7"', 'Accept-Encoding']);
      break;
    }
    const plain = await rig.call({ path: '/draw' });
    assert.deepEqual([plain.headers['content-encoding'], plain.body.length], [undefined, 5000]);
    assert.equal(app.asked.length, 1);
  });

  it('has a variant for each packing and language that the app tells apart', async () => {
    app.answer = ({ headers }) => ({
      headers: { ...shared, Vary: 'Accept-Language' },
      body: `in ${headers['accept-language']}`,
    });
    assert.equal((await rig.call({ headers: { 'accept-language': 'fr, de;q=0.5' } })).body, 'in fr');
    assert.equal((await rig.call({ headers: { 'accept-language': 'de' } })).body, 'in de');
    assert.equal((await rig.call({ headers: { 'accept-language': 'fr;q=0.9, en;q=0.1' } })).body, 'in fr');
    assert.equal(app.asked.length, 2);
  });

  it('is known by its whole query but for what advertisers add', async () => {
    app.answer = ({ url }) => ({ headers: shared, body: url ?? '' });
    assert.equal((await rig.call({ path: '/draw?b=1&a=2' })).body, '/draw?b=1&a=2');
    assert.equal((await rig.call({ path: '/draw?a=2&b=1' })).body, '/draw?a=2&b=1');
    assert.equal((await rig.call({ path: '/draw?b=1&utm_source=x&a=2&fbclid=y' })).headers['cache-status']?.includes('hit'), true);
  });
});

describe('an app that has said nothing yet', () => {
  it('is left alone until its first answer that may be shared', async () => {
    await rig.push(tabRoutes([app], { name: 'new', release }));
    app.answer = () => ({ body: 'plain' });
    assert.equal((await rig.call()).headers['cache-status'], undefined);
    app.answer = () => ({ headers: shared, body: 'the draw' });
    assert.equal((await rig.call()).headers['cache-status'], undefined);
    await rig.call();
    assert.match(String((await rig.call()).headers['cache-status']), /hit/);
    assert.equal(app.asked.length, 3);
  });
});

describe('never kept', () => {
  const cases = [
    { it: 'an answer that sets a cookie', headers: { ...shared, 'Set-Cookie': 'id=1' } },
    { it: 'a private one', headers: { ...shared, 'Cache-Control': 'private' } },
    { it: 'one that says no-store', headers: { ...shared, 'Cache-Control': 'no-store' } },
    { it: 'one that varies on everything', headers: { ...shared, Vary: '*' } },
    { it: 'one that says no lifetime', headers: {} },
    { it: 'one with a lifetime for browsers only', headers: { 'Cache-Control': 'max-age=60' } },
    { it: 'an event stream', headers: { ...shared, 'Content-Type': 'text/event-stream' } },
    { it: 'the answer to a request with a password', headers: shared, asks: { authorization: 'Basic x' } },
    {
      it: 'the answer to a request with cookies, unless it is public',
      headers: { 'Surrogate-Control': 'max-age=60' },
      asks: { cookie: 'a=1' },
    },
    { it: 'a part', headers: shared, asks: { range: 'bytes=0-1' } },
    { it: 'a failure', headers: shared, status: 500 },
    { it: 'a redirect with no lifetime', headers: { 'Cache-Control': 'public, max-age=60' }, status: 302 },
  ];
  for (const { it: name, headers, asks = {}, status = 200 } of cases)
    it(name, async () => {
      app.answer = () => ({ status, headers, body: String(app.asked.length) });
      for (const body of ['1', '2', '3']) assert.equal((await rig.call({ path: '/own', headers: asks })).body, body);
    });
});

describe('who carries a cookie', () => {
  it('gets a page that the app calls public', async () => {
    app.answer = () => ({ headers: shared, body: String(app.asked.length) });
    await rig.call({ path: '/draw' });
    assert.equal((await rig.call({ path: '/draw', headers: { cookie: 'session=1' } })).body, '1');
  });

  it('never gets a page that depends on cookies, and never leaves one', async () => {
    const personal = { 'Surrogate-Control': 'max-age=60', 'Cache-Control': 'public', Vary: 'Cookie' };
    app.answer = ({ headers }) => ({ headers: personal, body: `for ${headers.cookie}` });
    for (const cookie of ['session=ann', 'session=ben']) assert.equal((await rig.call({ headers: { cookie } })).body, `for ${cookie}`);
    assert.equal((await rig.call()).body, 'for undefined');
    assert.equal((await rig.call()).body, 'for undefined');
    assert.equal((await rig.call({ headers: { cookie: 'session=ann' } })).body, 'for session=ann');
    assert.equal(app.asked.length, 4);
  });
});
