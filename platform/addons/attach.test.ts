import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { waitUntilReady } from '#kit/postgres/server.ts';
import { Redis } from 'ioredis';
import pg from 'pg';
import { deploy } from '../client.ts';
import type { Addon, Operations } from '../client.ts';
import { localDriver } from '../drivers/local.ts';
import { appFolder } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
  await client.createApp('shop');
});
after(() => platform[Symbol.asyncDispose]());

async function addressOf(addon: Addon): Promise<string> {
  return (await client.config(addon.app))[addon.configVar] ?? '';
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  try {
    return (await database.query(sql)).rows;
  } finally {
    await database.end();
  }
}

describe('a Postgres add-on', () => {
  let addon: Addon;
  before(async () => {
    addon = await client.createAddon('shop', { plan: 'postgres', as: null });
  });

  it('is a database of its own, its address a config var, and a release', async () => {
    assert.deepEqual([addon.service, addon.plan, addon.configVar, addon.state], ['postgres', 'hobby-dev', 'DATABASE_URL', 'available']);
    await query(await addressOf(addon), 'create table visits (id int)');
    assert.equal((await client.releases('shop'))[0]?.reason, `Attach DATABASE (${addon.name})`);
  });

  it('takes as many connections as its plan says, and no more', async () => {
    const url = await addressOf(addon);
    const clients = Array.from({ length: 20 }, () => new pg.Client({ connectionString: url }));
    await Promise.all(clients.map((each) => each.connect()));
    await assert.rejects(query(url, 'select 1'), /too many connections for role/);
    await Promise.all(clients.map((each) => each.end()));
  });

  it('is closed to the other add-ons', async () => {
    await client.createApp('neighbour');
    const other = await client.createAddon('neighbour', { plan: 'heroku-postgresql:hobby-basic', as: null });
    const url = new URL(await addressOf(other));
    url.pathname = new URL(await addressOf(addon)).pathname;
    await assert.rejects(query(url.href, 'select 1'), /permission denied for database/);
  });

  it('outlives control and dynod', async () => {
    const url = await addressOf(addon);
    const open = new pg.Client({ connectionString: url });
    await open.connect();
    await Promise.all([platform.kill('control'), platform.kill('dynod')]);
    assert.deepEqual((await open.query('select 1 as one')).rows, [{ one: 1 }]);
    platform.run('dynod');
    platform.run('control');
    await platform.isReady();
    assert.deepEqual((await open.query('select count(*)::int as visits from visits')).rows, [{ visits: 0 }]);
    await open.end();
  });

  it('is there before the dynos that need it when everything starts again', async () => {
    const start = `import pg from 'pg'; import { createServer } from 'node:http';
const database = new pg.Client({ connectionString: process.env.DATABASE_URL });
await database.connect();
createServer((_, answer) => answer.end('connected')).listen(process.env.PORT, '127.0.0.1');`;
    const modules = `${import.meta.dirname}/../../node_modules/pg/lib/index.js`;
    const folder = await appFolder({ Procfile: 'web: node server.mjs', 'server.mjs': start.replace("'pg'", `'${modules}'`) });
    const build = await deploy(client, 'shop', { source: { kind: 'folder', path: folder }, onLine: () => {} });
    assert.equal(build.status, 'succeeded', build.failure ?? '');
    const url = await addressOf(addon);
    await platform.stopDynos();
    platform.run('control');
    await platform.isReady();
    await until(async () => (await client.dynos('shop')).some((dyno) => dyno.state === 'up'));
    assert.equal(await addressOf(addon), url);
    const [dyno] = await client.dynos('shop');
    assert.equal(dyno?.restarts, 0);
  });

  it('moves to another port when somebody has taken its own, and its apps get the new address', async () => {
    const earlier = new URL(await addressOf(addon));
    await platform.stopDynos();
    const squatter = createServer().listen(Number(earlier.port), '127.0.0.1');
    await once(squatter, 'listening');
    platform.run('control');
    await platform.isReady();
    await until(async () => new URL(await addressOf(addon)).port !== earlier.port);
    await until(async () => (await client.dynos('shop')).some((dyno) => dyno.state === 'up'));
    squatter.close();
    await waitUntilReady(await addressOf(addon));
    assert.deepEqual(await query(await addressOf(addon), 'select count(*)::int as visits from visits'), [{ visits: 0 }]);
  });

  it('that crashes is up again, and its apps hear of it', async () => {
    const server = (await localDriver(platform.paths.dynodSocket).list()).find((dyno) => dyno.type === 'postgres' && dyno.state === 'up');
    process.kill(server?.pid ?? 0, 'SIGKILL');
    await until(async () => {
      const told = (await client.logs('shop', { lines: 1000, dyno: 'postgres' })).map((line) => line.text);
      return told.some((text) => text.includes('status 137')) && told.at(-1) === 'State changed from starting to up';
    });
    const url = await addressOf(addon);
    await waitUntilReady(url);
    assert.deepEqual(await query(url, 'select count(*)::int as visits from visits'), [{ visits: 0 }]);
  });

  it('goes with its data when it is destroyed', async () => {
    const url = await addressOf(addon);
    await assert.rejects(client.destroyAddon('shop', addon.name, 'no'), { status: 409 });
    await client.destroyAddon('shop', addon.name, 'shop');
    assert.deepEqual(await client.addons('shop'), []);
    assert.equal((await client.config('shop'))['DATABASE_URL'], undefined);
    await assert.rejects(query(url, 'select 1'));
  });
});

describe('a Redis add-on', () => {
  it('is a server of its own with the memory and clients of its plan', async () => {
    const addon = await client.createAddon('shop', { plan: 'rediscloud:30', as: null });
    assert.equal(addon.configVar, 'REDISCLOUD_URL');
    const redis = new Redis(await addressOf(addon));
    await redis.set('draw', 'out');
    assert.equal(await redis.get('draw'), 'out');
    assert.match(await redis.info('memory'), /maxmemory:31457280/);
    redis.disconnect();
    await client.destroyAddon('shop', addon.name, 'shop');
  });

  it('wants its password', async () => {
    const addon = await client.createAddon('shop', { plan: 'redis', as: null });
    const url = new URL(await addressOf(addon));
    const redis = new Redis({ host: url.hostname, port: Number(url.port), lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => {});
    await assert.rejects(redis.set('a', 'b'), /NOAUTH|closed/);
    redis.disconnect();
  });
});

describe('what is refused leaves no add-on', () => {
  const cases = [
    {
      it: 'an unknown service',
      wish: { plan: 'mongo', as: null },
      expect: { status: 422, message: 'There is no add-on service "mongo".' },
    },
    { it: 'an unknown plan', wish: { plan: 'postgres:huge', as: null }, expect: { status: 422, hint: /postgres:hobby-dev/ } },
    { it: 'a config var that is there', wish: { plan: 'redis', as: null }, expect: { status: 409, hint: /--as NAME/ } },
    { it: 'a name that is none', wish: { plan: 'redis', as: 'my-store' }, expect: { status: 422, code: 'PLATFORM_WRONG_ATTACHMENT' } },
  ];
  for (const c of cases) {
    it(c.it, async () => {
      const earlier = await client.addons('shop');
      await assert.rejects(client.createAddon('shop', c.wish), c.expect);
      assert.deepEqual(await client.addons('shop'), earlier);
    });
  }

  it('two who want the same config var at once: one has it', async () => {
    const wish = { plan: 'redis', as: 'CACHE' };
    const answers = await Promise.allSettled([client.createAddon('shop', wish), client.createAddon('shop', wish)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  it('a config var of an add-on does not change by hand', () =>
    assert.rejects(client.setConfig('shop', { set: { CACHE_URL: 'redis://elsewhere' }, restart: true }), {
      message: /belongs to an add-on/,
    }));
});

describe('an app that is destroyed', () => {
  it('takes its add-ons along', async () => {
    await client.destroyApp('neighbour', 'neighbour');
    assert.deepEqual(
      (await client.addons()).filter((addon) => addon.app === 'neighbour'),
      [],
    );
  });
});
