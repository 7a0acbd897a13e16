import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { RouteRule } from '../rules/route-rules.ts';
import { startEchoDyno, type EchoDyno } from '../testing/echo-dyno.ts';
import { RouterRig, tabRoutes } from '../testing/router-rig.ts';

let rig: RouterRig;
let dyno: EchoDyno;
let slugFolder = '';
before(async () => {
  rig = await RouterRig.start();
  dyno = await startEchoDyno();
  slugFolder = await mkdtemp(join(tmpdir(), 'rostra-slug-'));
  await mkdir(join(slugFolder, 'files/deep'), { recursive: true });
  await mkdir(join(slugFolder, 'public/errors'), { recursive: true });
  await writeFile(join(slugFolder, 'secret.txt'), 'secret');
  await writeFile(join(slugFolder, 'files/style.css'), 'body { color: red }');
  await writeFile(join(slugFolder, 'files/style.css.br'), 'packed');
  await writeFile(join(slugFolder, 'files/deep/a b.txt'), 'deep');
  await writeFile(join(slugFolder, 'files/.env'), 'secret');
  await symlink('../secret.txt', join(slugFolder, 'files/link.txt'));
  await writeFile(join(slugFolder, 'public/errors/H14.html'), '<h1>Our own page</h1>');
  await writeFile(join(slugFolder, 'public/errors/503.html'), '<h1>Closed</h1>');
});
after(async () => {
  await rig.close();
  await dyno.kill();
  await rm(slugFolder, { recursive: true });
});

const plain = { firstByteMs: null, idleMs: null };
const push = (...rules: readonly Partial<RouteRule>[]): Promise<void> =>
  rig.push(tabRoutes([dyno], { slugFolder, rules: rules.map((rule) => ({ path: '/', ...plain, ...rule })) }));

describe('a folder that the router sends itself', () => {
  before(() => push({ path: '/static/', dir: { path: 'files', maxAgeSeconds: 60 } }));

  it('comes with a tag, its age and its type, without the dyno, and with a line', async () => {
    const { status, body, headers } = await rig.call({ path: '/static/style.css?v=1' });
    assert.deepEqual([status, body, headers['content-type']], [200, 'body { color: red }', 'text/css; charset=utf-8']);
    assert.equal(headers['cache-control'], 'public, max-age=60');
    assert.match(await rig.lineOf('/static/style.css?v=1'), / dyno= .* status=200 bytes=19 /);
    const again = await rig.call({ path: '/static/style.css', headers: { 'if-none-match': headers.etag ?? '' } });
    assert.deepEqual([again.status, again.body], [304, '']);
  });

  it('comes packed for those who take it', async () => {
    const { body, headers } = await rig.call({ path: '/static/style.css', headers: { 'accept-encoding': 'gzip, br' } });
    assert.deepEqual([body, headers['content-encoding'], headers['content-type']], ['packed', 'br', 'text/css; charset=utf-8']);
  });

  it('comes in parts', async () => {
    const { status, body, headers } = await rig.call({ path: '/static/style.css', headers: { range: 'bytes=0-3' } });
    assert.deepEqual([status, body, headers['content-range']], [206, 'body', 'bytes 0-3/19']);
  });

  for (const [path, status] of [
    ['/static/deep/a%20b.txt', 200],
    ['/static/none.css', 404],
    ['/static/deep', 404],
    ['/static/deep/', 404],
    ['/static/.env', 404],
    ['/static/link.txt', 404], // leads outside
    ['/static/%2e%2e/secret.txt', 404], // is /secret.txt, which the dyno does not have
    ['/static/..%2fsecret.txt', 404],
    ['/static/%00', 404],
  ] as const)
    it(`answers ${path} with ${status}, and never with what lies beside it`, async () => {
      const answer = await rig.call({ path });
      assert.equal(answer.status, status);
      assert.notEqual(answer.body, 'secret');
    });

  it('is only read', async () => assert.equal((await rig.call({ path: '/static/style.css', method: 'POST', body: 'x' })).status, 405));

  it('is H23 when it is not there, or outside the app', async () => {
    await push({ path: '/none/', dir: { path: 'none', maxAgeSeconds: 0 } }, { path: '/up/', dir: { path: '..', maxAgeSeconds: 0 } });
    for (const path of ['/none/x', '/up/x']) assert.equal((await rig.call({ path })).status, 503);
    assert.match(await rig.lineOf('/none/x'), /code=H23 desc="there is no folder none"/);
  });
});

describe('a rule of an app', () => {
  it('sends a path elsewhere, what follows it and the query behind it', async () => {
    await push({ path: '/old/', redirect: { to: '/new/', status: 301 } });
    const { status, headers } = await rig.call({ path: '/old/draw?round=2' });
    assert.deepEqual([status, headers.location], [301, '/new/draw?round=2']);
    assert.equal((await rig.call({ path: '/headers' })).status, 200);
  });

  it('closes a path to all but some networks, however the path is written', async () => {
    await push({ path: '/admin/', allow: ['10.0.0.0/8', '2001:db8::/32'] });
    for (const path of ['/admin/', '/%61dmin/x', '//admin/', '/x/../admin/']) {
      const { status } = await rig.call({ path });
      assert.equal(status, 403, path);
    }
    assert.match(await rig.lineOf('path="/admin/"'), /^at=info code=X04 desc="Address refused" /);
    await push({ path: '/admin/', allow: ['127.0.0.0/8'] });
    assert.equal((await rig.call({ path: '/admin/' })).status, 404); // the dyno's own
  });
});

describe('an app’s own error page', () => {
  it('is shown by code or by status to browsers, and programs get the facts', async () => {
    await rig.push(tabRoutes([], { slugFolder, desired: 0 }));
    const page = await rig.call({ headers: { accept: 'text/html' } });
    assert.deepEqual([page.status, page.body], [503, '<h1>Our own page</h1>']);
    assert.equal(JSON.parse((await rig.call({ headers: { accept: 'application/json' } })).body).error.code, 'H14');
    await rig.push(tabRoutes([], { slugFolder, desired: 1 }));
    assert.equal((await rig.call({ headers: { accept: 'text/html' } })).body, '<h1>Closed</h1>');
    await rig.push(tabRoutes([], { slugFolder: null, desired: 0 }));
    assert.match((await rig.call({ headers: { accept: 'text/html' } })).body, /switched off/);
  });
});
