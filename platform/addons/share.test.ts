import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Addon, Operations } from '../client.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
let database: Addon;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
  await client.createApp('tab');
  await client.createApp('tab-admin');
  database = await client.createAddon('tab', { plan: 'postgres:hobby-dev', as: null });
});
after(() => platform[Symbol.asyncDispose]());

const configOf = async (app: string, name: string): Promise<string> => (await client.config(app))[name] ?? '';

async function opened(url: string): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: url });
  connection.on('error', () => {});
  await connection.connect();
  return connection;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const connection = await opened(url);
  try {
    return (await connection.query(sql)).rows;
  } finally {
    await connection.end();
  }
}

describe('the connections of a plan', () => {
  it('are 20: the 21st is refused and a log line says so; on the 120 plan it is accepted, and nothing restarted', async () => {
    const url = await configOf('tab', 'DATABASE_URL');
    const connections = await Promise.all(Array.from({ length: 20 }, () => opened(url)));
    await assert.rejects(opened(url), /too many connections for role/);
    await until(async () =>
      (await client.logs('tab', { lines: 100, dyno: 'postgres' })).some(({ text }) => /hobby-dev has 20\)/.test(text)),
    );
    const told = (await client.logs('tab', { lines: 100, dyno: 'postgres' })).find(({ text }) => text.includes('too many'));
    assert.match(told?.text ?? '', new RegExp(`rostra addons:upgrade ${database.name}`));
    const releases = await client.releases('tab');
    await client.changePlan('tab', database.name, 'standard-0');
    connections.push(await opened(url));
    assert.deepEqual((await connections[0]?.query('select 1 as one'))?.rows, [{ one: 1 }]);
    assert.deepEqual(await client.releases('tab'), releases);
    assert.equal((await client.addonUse('tab', database.name)).connections, 21);
    await assert.rejects(client.changePlan('tab', database.name, 'hobby-dev'), {
      status: 422,
      message: /21 connections are in use, it has 20/,
    });
    await Promise.all(connections.map((connection) => connection.end()));
  });
});

describe('an add-on of another app', () => {
  it('is attached with a release, under a name of its own', async () => {
    const shown = await client.attachAddon('tab-admin', { addon: database.name, as: 'TAB' });
    assert.deepEqual(shown.attachedTo, [{ app: 'tab-admin', configVar: 'TAB_URL' }]);
    assert.equal(await configOf('tab-admin', 'TAB_URL'), await configOf('tab', 'DATABASE_URL'));
    assert.equal((await client.releases('tab-admin'))[0]?.reason, `Attach TAB (${database.name})`);
  });

  it('keeps its config var from being changed by hand, or taken twice', async () => {
    await assert.rejects(client.setConfig('tab-admin', { set: { TAB_URL: 'x' }, restart: true }), { message: /belongs to an add-on/ });
    await assert.rejects(client.attachAddon('tab-admin', { addon: database.name, as: 'TAB' }), { status: 409 });
  });

  it('is not destroyed while it is used, alone or with its app', async () => {
    await assert.rejects(client.destroyAddon('tab', database.name, 'tab'), { status: 409, message: /is used by tab-admin too/ });
    await assert.rejects(client.destroyApp('tab', 'tab'), { code: 'PLATFORM_ADDON_SHARED' });
  });

  it('gets new credentials everywhere at once, and the old ones are none any more', async () => {
    const old = await configOf('tab', 'DATABASE_URL');
    await client.rotateCredentials('tab', database.name);
    const renewed = await configOf('tab', 'DATABASE_URL');
    assert.notEqual(renewed, old);
    assert.equal(await configOf('tab-admin', 'TAB_URL'), renewed);
    await assert.rejects(query(old, 'select 1'), /password authentication failed/);
    assert.deepEqual(await query(renewed, 'select 1 as one'), [{ one: 1 }]);
  });

  it('is detached again; what belongs to an app itself is not', async () => {
    await assert.rejects(client.detachAddon('tab', database.name), { status: 409, message: /belongs to tab itself/ });
    await client.detachAddon('tab-admin', 'TAB_URL');
    assert.equal((await client.config('tab-admin'))['TAB_URL'], undefined);
    assert.deepEqual((await client.addons('tab'))[0]?.attachedTo, []);
  });
});

describe('what goes on in a database', () => {
  it('is shown, and a statement is ended without its connection', async () => {
    const url = await configOf('tab', 'DATABASE_URL');
    const busy = await opened(url);
    const long = assert.rejects(busy.query('select pg_sleep(60)'), /canceling statement due to user request/);
    const sleeping = async (): Promise<number | undefined> =>
      (await client.databaseConnections('tab', database.name)).find((each) => each.query.includes('pg_sleep') && each.state === 'active')
        ?.pid;
    await until(async () => (await sleeping()) !== undefined);
    assert.deepEqual(await client.endDatabaseWork('tab', database.name, { pid: (await sleeping()) ?? 0, force: false }), { ended: 1 });
    await long;
    assert.deepEqual((await busy.query('select 1 as one')).rows, [{ one: 1 }]);
    await busy.end();
  });

  it('is all gone after a reset, which asks for the name of the app', async () => {
    const url = await configOf('tab', 'DATABASE_URL');
    await query(url, 'create table ballots (id int)');
    await assert.rejects(client.resetDatabase('tab', database.name, ''), { status: 409 });
    await client.resetDatabase('tab', database.name, 'tab');
    await assert.rejects(query(url, 'select * from ballots'), /does not exist/);
  });
});

describe('Redis with TLS', () => {
  it('has an encrypted address beside the plain one', async () => {
    await client.createAddon('tab', { plan: 'redis', as: null });
    const url = new URL(await configOf('tab', 'REDIS_TLS_URL'));
    assert.equal(url.protocol, 'rediss:');
    const certificate = await client.localAuthority().then(
      ({ certificate: pem }) => pem,
      () => null,
    );
    const trust = certificate === null ? { rejectUnauthorized: false } : { ca: certificate };
    const redis = new Redis(url.href, { tls: trust });
    await redis.set('over', 'tls');
    assert.equal(await redis.get('over'), 'tls');
    redis.disconnect();
    assert.equal(new URL(await configOf('tab', 'REDIS_URL')).protocol, 'redis:');
  });

  it('is what heroku-redis gives in its config var, and rediscloud does not', async () => {
    await client.createAddon('tab-admin', { plan: 'heroku-redis:mini', as: null });
    await client.createAddon('tab-admin', { plan: 'rediscloud:30', as: null });
    assert.equal(new URL(await configOf('tab-admin', 'REDIS_URL')).protocol, 'rediss:');
    assert.equal(new URL(await configOf('tab-admin', 'REDISCLOUD_URL')).protocol, 'redis:');
  });
});
