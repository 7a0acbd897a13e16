import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Addon, Operations } from '../client.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
  await client.createApp('tabs');
});
after(() => platform[Symbol.asyncDispose]());

const addressOf = async (addon: Addon): Promise<string> => (await client.config('tabs'))[addon.configVar] ?? '';

describe('the plan of a Postgres add-on', () => {
  let addon: Addon;
  let url: string;
  const open: pg.Client[] = [];
  const connect = async (): Promise<void> => {
    const database = new pg.Client({ connectionString: url });
    await database.connect();
    open.push(database);
  };
  before(async () => {
    addon = await client.createAddon('tabs', { plan: 'heroku-postgresql:hobby-dev', as: null });
    url = await addressOf(addon);
    for (let i = 0; i < 20; i += 1) await connect();
  });
  after(() => Promise.all(open.map((database) => database.end())));

  it('says how much of it is in use', async () => {
    await open[0]?.query('create table teams (id int); insert into teams select generate_series(1, 50); analyze teams');
    const use = await client.addonUse('tabs', addon.name);
    assert.deepEqual([use.connections, use.connectionLimit, use.rowLimit, use.limitMb], [20, 20, 10_000, null]);
    assert.ok(use.usedMb > 1, `${use.usedMb}`);
  });

  it('refuses the 21st connection, and takes it after an upgrade without a restart', async () => {
    await assert.rejects(connect(), /too many connections for role/);
    const larger = await client.changePlan('tabs', addon.name, 'heroku-postgresql:standard-0');
    assert.deepEqual([larger.plan, larger.connectionLimit], ['standard-0', 120]);
    await connect();
    assert.deepEqual((await open[0]?.query('select count(*)::int from teams'))?.rows, [{ count: 50 }]);
    assert.equal(await addressOf(addon), url);
    assert.match((await client.events('tabs', { limit: 1 }))[0]?.text ?? '', /from hobby-dev to standard-0/);
  });

  it('does not shrink below what is in use, and says how much that is', () =>
    assert.rejects(client.changePlan('tabs', addon.name, 'hobby-basic'), { status: 422, message: /21 connections are in use, it has 20/ }));

  it('shrinks when there is room', async () => {
    await open.pop()?.end();
    assert.equal((await client.changePlan('tabs', addon.name, 'hobby-basic')).connectionLimit, 20);
    await assert.rejects(connect(), /too many connections for role/);
  });

  const refused = [
    { it: 'an unknown plan', plan: 'huge', expect: { status: 422, hint: /standard-0/ } },
    { it: 'a plan of another service', plan: 'redis:premium-0', expect: { status: 422, message: /is a postgres/ } },
  ];
  for (const c of refused) it(`is not ${c.it}`, () => assert.rejects(client.changePlan('tabs', addon.name, c.plan), c.expect));
  it('is nobody else’s', () => assert.rejects(client.changePlan('tabs', 'redis-none', 'premium-0'), { status: 404 }));
});

describe('the plan of a Redis add-on', () => {
  it('grows while its clients go on', async () => {
    const addon = await client.createAddon('tabs', { plan: 'rediscloud:30', as: null });
    const redis = new Redis(await addressOf(addon));
    await redis.set('draw', 'out');
    const use = await client.addonUse('tabs', addon.name);
    assert.deepEqual([use.connections, use.connectionLimit, use.rows, use.limitMb], [1, 30, 1, 30]);
    await client.changePlan('tabs', addon.name, 'rediscloud:100');
    assert.deepEqual(await redis.config('GET', 'maxmemory'), ['maxmemory', String(100 * 1024 * 1024)]);
    assert.deepEqual(await redis.config('GET', 'maxclients'), ['maxclients', '261']);
    assert.equal(await redis.get('draw'), 'out');
    redis.disconnect();
    assert.equal((await client.addons('tabs')).find(({ name }) => name === addon.name)?.plan, 'rediscloud-100');
  });
});
