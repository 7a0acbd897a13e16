import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '#kit/log/logger.ts';
import { homePaths, routerSockets, type HomePaths } from '../../config.ts';
import { plainCacheSettings } from '../../rules/cache-rules.ts';
import type { RouteTable } from '../../rules/route-table.ts';
import { PageApp } from '../../testing/page-app.ts';
import { callRouter, shortLimits, tabRoutes } from '../../testing/router-rig.ts';
import { RunningRouter } from '../start.ts';

const draw = { 'Cache-Control': 'public, s-maxage=60', 'Surrogate-Key': 'cup' };

let paths: HomePaths;
let app: PageApp;
let routers: RunningRouter[] = [];
let published = 0;

before(async () => {
  paths = homePaths(await mkdtemp(join(tmpdir(), 'rostra-routers-')));
  await mkdir(paths.run, { recursive: true });
  app = await PageApp.start(({ method }) => {
    if (method === 'POST') published += 1;
    return method === 'POST'
      ? { headers: { 'Surrogate-Purge': 'cup' }, body: `published ${published}` }
      : { headers: draw, body: `draw ${published}` };
  });
  routers = await Promise.all([1, 2].map(start));
  const routes = tabRoutes([app], { cache: plainCacheSettings });
  const table: RouteTable = { version: 1, baseDomain: 'localhost', apps: [routes], certificates: [], challenges: [] };
  for (const { router } of routers) router.routes.apply(table);
});
after(async () => {
  await Promise.all(routers.map(async (router) => router.stop()));
  await app.close();
  await rm(paths.root, { recursive: true, force: true });
});

function start(number: number): Promise<RunningRouter> {
  const sockets = routerSockets(paths, 2);
  const own = sockets[number - 1] ?? '';
  return RunningRouter.start({
    paths: { ...paths, routerSocket: own },
    baseDomain: 'localhost',
    limits: shortLimits,
    logger: createLogger({ name: 'router', level: 'silent' }),
    reportEveryMs: 1000,
    share: { number, of: 2 },
    otherRouters: sockets.filter((socket) => socket !== own),
    listenOn: [{ host: '127.0.0.1', port: 0 }],
  });
}

const at = async (number: number, path = '/draw', method = 'GET') => callRouter(routers[number - 1]?.ports[0] ?? 0, { path, method });

/** The process is kept from everything else for so long. */
function standStill(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('a router that stood still', () => {
  it('asks the other what it missed, and lets visitors wait for that instead of sending them to the app', async () => {
    await at(1);
    const asked = app.asked.length;
    const visits = Array.from({ length: 100 }, () => at(1));
    standStill(300);
    const pages = await Promise.all(visits);
    assert.deepEqual(new Set(pages.map(({ body }) => body)), new Set(['draw 0']));
    assert.ok(app.asked.length <= asked + 1); // where the other does not say in time, one asks the app for all
  });
});

describe('a publish through one of two routers', () => {
  it('is on the next page of the other as soon as whoever published has the answer, every time', async () => {
    for (let round = 0; round < 20; round += 1) {
      const earlier = await Promise.all([at(1), at(2), at(2)]);
      assert.deepEqual(new Set(earlier.map(({ body }) => body)), new Set([`draw ${round}`]));
      const answer = await at(1 + (round % 2), '/publish', 'POST');
      assert.deepEqual([answer.body, answer.headers['surrogate-purge']], [`published ${round + 1}`, undefined]);
      assert.equal((await at(2 - (round % 2))).body, `draw ${round + 1}`);
    }
  });

  it('counts when the other is away', async () => {
    await routers[1]?.stop();
    assert.equal((await at(1, '/publish', 'POST')).status, 200);
    assert.equal((await at(1)).body, `draw ${published}`);
  });
});
