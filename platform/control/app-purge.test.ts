import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import { deploy, type Operations } from '../client.ts';
import { appFolder } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

/** Its page says how often it was made; who posts to /publish has the app itself take it back. */
const drawApp = {
  Procfile: 'web: node server.mjs\n',
  'server.mjs': `import { createServer } from 'node:http';
const { PORT, ROSTRA_PURGE_URL, ROSTRA_PURGE_TOKEN } = process.env;
let made = 0;
const purge = (token) => fetch(ROSTRA_PURGE_URL, {
  method: 'POST',
  headers: { authorization: 'Bearer ' + token, 'content-type': 'application/json' },
  body: JSON.stringify({ tags: ['draw'] }),
});
createServer(async (request, answer) => {
  if (request.url === '/publish') return answer.end(await (await purge(ROSTRA_PURGE_TOKEN)).text());
  if (request.url === '/guess') return answer.end(String((await purge(ROSTRA_PURGE_TOKEN.replace('draws', 'other'))).status));
  if (request.url === '/sitemap.xml') return answer.end('<urlset><url><loc>http://draws.localhost/a</loc></url><url><loc>http://elsewhere.org/b</loc></url></urlset>');
  if (request.url === '/count') return answer.end(String(made));
  answer.writeHead(200, { 'surrogate-control': 'max-age=600', 'surrogate-key': 'draw' });
  answer.end('made ' + (made += 1));
}).listen(PORT, '127.0.0.1');
`,
};

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start(['dynod', 'control', 'router']);
  ({ client } = platform);
  await client.createApp('other');
  await client.createApp('draws');
  await deploy(client, 'draws', { source: { kind: 'folder', path: await appFolder(drawApp) }, onLine: () => {} });
  await until(async () => (await asked('/')).startsWith('made'));
});
after(() => platform[Symbol.asyncDispose]());

const asked = async (path: string, method: 'GET' | 'POST' = 'GET'): Promise<string> =>
  (await send({ url: `http://draws.localhost:${platform.port}${path}`, method })).text;

describe('an app that takes its own pages back', () => {
  it('posts to the address that its dynos are told, and the next visitor sees a new page', async () => {
    const kept = await asked('/');
    assert.equal(await asked('/'), kept);
    assert.deepEqual(JSON.parse(await asked('/publish', 'POST')), { purged: 1, warmed: 0 });
    assert.notEqual(await asked('/'), kept);
  });
  it('reaches no other app with its token', async () => {
    const kept = await asked('/');
    assert.equal(await asked('/guess', 'POST'), '401');
    assert.equal(await asked('/'), kept);
  });
  it('leaves no line in the activity for each purge', async () =>
    assert.deepEqual(
      (await client.events('draws', { limit: 50 })).filter(({ text }) => /purge|cleared/i.test(text)),
      [],
    ));
});

/** How often the app made a page meanwhile. */
async function madeDuring(work: () => Promise<unknown>): Promise<number> {
  const first = Number(await asked('/count'));
  await work();
  return Number(await asked('/count')) - first;
}

describe('pages that are there before visitors come', () => {
  it('are those of the app’s own that its sitemap lists, in every packing', async () => {
    assert.deepEqual(await client.warmCache('draws', { sitemap: '/sitemap.xml' }), { warmed: 2 });
    assert.equal(await madeDuring(() => asked('/a')), 0);
  });
  it('are asked of a sitemap that there is', () =>
    assert.rejects(client.warmCache('draws', { sitemap: '/count' }), { code: 'CACHE_NO_SITEMAP', status: 422 }));
  it('are brought again and again where a rule says so', async () => {
    await client.setCacheRules('draws', { section: { warm: { pages: ['/c'], every: 10 } } });
    await until(async () => (await client.cacheStats('draws')).top.some(({ path }) => path === '/c'));
  });
});
