import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createLogger } from '#kit/log/logger.ts';
import { findRedis } from '#kit/redis/find.ts';
import { homePaths, type HomePaths, routerSockets } from '../../../config.ts';
import { plainCacheSettings } from '../../../rules/cache-rules.ts';
import type { RouteTable } from '../../../rules/route-table.ts';
import { type PageAnswer, PageApp } from '../../../testing/page-app.ts';
import { callRouter, shortLimits, tabRoutes } from '../../../testing/router-rig.ts';
import { RunningRouter } from '../../start.ts';

const draw = { 'Cache-Control': 'public, s-maxage=60', 'Surrogate-Key': 'cup', Vary: 'Accept-Encoding' };

let paths: HomePaths;
let app: PageApp;
let redis: ChildProcess;
let url: string;
let routers: RunningRouter[] = [];
let release = 0;
let published = 0;

function site({ method }: { method?: string | undefined }): PageAnswer {
  if (method !== 'POST') return { headers: draw, body: `draw ${published}` };
  published += 1;
  return { headers: { 'Surrogate-Purge': 'cup' }, body: `published ${published}` };
}

before(async () => {
  paths = homePaths(await mkdtemp(join(tmpdir(), 'rostra-shared-')));
  await mkdir(paths.run, { recursive: true });
  app = await PageApp.start(site);
  url = await startRedis();
  routers = await Promise.all([1, 2].map(start));
});
after(async () => {
  await Promise.all(routers.map(async (router) => router.stop()));
  await app.close();
  redis.kill('SIGKILL');
  await rm(paths.root, { recursive: true, force: true });
});
beforeEach(async () => {
  release += 1; // begins with nothing kept
  app.answer = site;
  const routes = tabRoutes([app], { release, cache: plainCacheSettings });
  const table: RouteTable = { version: release, baseDomain: 'localhost', apps: [routes], certificates: [], challenges: [] };
  for (const { router } of routers) router.routes.apply(table);
  await storesAre(true);
  app.asked.length = 0;
});

async function startRedis(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.close();
  const program = await findRedis();
  redis = spawn(program, ['--port', String(port), '--save', '', '--appendonly', 'no', '--dir', paths.root], { stdio: 'ignore' });
  return `redis://127.0.0.1:${port}`;
}

function start(number: number): Promise<RunningRouter> {
  const sockets = routerSockets(paths, 2);
  const own = sockets[number - 1] ?? '';
  return RunningRouter.start({
    paths: { ...paths, routerSocket: own },
    baseDomain: 'localhost',
    limits: { ...shortLimits, firstByteMs: 10_000 },
    logger: createLogger({ name: 'router', level: 'silent' }),
    reportEveryMs: 1000,
    share: { number, of: 2 },
    otherRouters: sockets.filter((socket) => socket !== own),
    cacheRedis: url,
    listenOn: [{ host: '127.0.0.1', port: 0 }],
  });
}

const at = async (number: number, path = '/draw', method = 'GET') => callRouter(routers[number - 1]?.ports[0] ?? 0, { path, method });
const bodyAt = async (number: number): Promise<string> => (await at(number)).body;
const gets = (): number => app.asked.filter(({ method }) => method === 'GET').length;

/** Settles when all routers have found that Redis is there, or is not. */
async function storesAre(isUp: boolean): Promise<void> {
  while (routers.some(({ router }) => router.store?.isUp !== isUp)) await new Promise(setImmediate);
}

describe('two routers with a Redis', () => {
  it('ask the app once for a page, whoever asks first', async () => {
    assert.deepEqual([await bodyAt(1), await bodyAt(2), await bodyAt(2)], ['draw 0', 'draw 0', 'draw 0']);
    assert.equal(gets(), 1);
  });

  it('ask it once when everybody comes in the same moment', async () => {
    const answered = Promise.withResolvers<PageAnswer>();
    app.answer = () => answered.promise;
    const visits = Array.from({ length: 40 }, (_, n) => bodyAt(1 + (n % 2)));
    await app.nextAsked();
    answered.resolve({ headers: draw, body: 'the draw' });
    assert.deepEqual(new Set(await Promise.all(visits)), new Set(['the draw']));
    assert.equal(gets(), 1);
  });

  it('let the other one ask when the first gets nothing that may be kept', async () => {
    app.answer = () => ({ headers: { 'Cache-Control': 'private' }, body: String(app.asked.length) });
    const bodies = await Promise.all([1, 2].map(async (number) => (await at(number, '/own')).body));
    assert.deepEqual(bodies.toSorted(), ['1', '2']);
  });

  it('show nothing old once a publish was answered, and ask once for the new page', async () => {
    for (let round = 0; round < 10; round += 1) {
      const from = published;
      assert.deepEqual(new Set(await Promise.all([bodyAt(1), bodyAt(2)])), new Set([`draw ${from}`]));
      app.asked.length = 0;
      await at(1 + (round % 2), '/publish', 'POST');
      assert.deepEqual([await bodyAt(2 - (round % 2)), await bodyAt(1 + (round % 2))], [`draw ${from + 1}`, `draw ${from + 1}`]);
      assert.equal(gets(), 1);
    }
  });
});

describe('a Redis that stands still', () => {
  it('fails nobody and hides no publish; when it goes on, nothing old comes out of it', async () => {
    const from = published;
    await bodyAt(1);
    redis.kill('SIGSTOP');
    await at(1, '/publish', 'POST');
    assert.deepEqual([await bodyAt(1), await bodyAt(2)], [`draw ${from + 1}`, `draw ${from + 1}`]);
    await storesAre(false);
    await at(2, '/publish', 'POST');
    assert.deepEqual([await bodyAt(1), await bodyAt(2)], [`draw ${from + 2}`, `draw ${from + 2}`]);
    redis.kill('SIGCONT');
    await storesAre(true);
    for (const { router } of routers) for (const { cache } of router.routes.apps) cache.shelf.clear(); // from Redis, or anew
    assert.deepEqual([await bodyAt(1), await bodyAt(2)], [`draw ${from + 2}`, `draw ${from + 2}`]);
  });
});
