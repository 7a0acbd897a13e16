import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { testDatabase } from '#kit/testing/database.ts';
import type { TestDatabase } from '#kit/testing/database.ts';
import { createDatabase, dropDatabase } from './addon-databases.ts';
import { DatabaseWatch } from './database-watch.ts';

const name = `watched_${process.pid}`;
let admin: TestDatabase;
const watch = new DatabaseWatch();
before(async () => {
  admin = await testDatabase();
  await createDatabase(admin.url, { name, password: 'secret', connections: 20 });
});
after(async () => {
  await watch.close();
  await dropDatabase(admin.url, name);
  await admin.drop();
});

async function connect(): Promise<pg.Client> {
  const url = new URL(admin.url);
  Object.assign(url, { username: name, password: 'secret', pathname: `/${name}` });
  const client = new pg.Client({ connectionString: url.href });
  client.on('error', () => {});
  await client.connect();
  return client;
}

describe('a watch of databases', () => {
  it('sees what their connections do, and how large they are', async () => {
    const [idle, open] = await Promise.all([connect(), connect()]);
    await idle.query('select 1');
    await open.query('begin');
    const counts = (await watch.read(admin.url, [name])).get(name);
    await Promise.all([idle.end(), open.end()]);
    assert.deepEqual([counts?.active, counts?.idle, counts?.idleInTransaction, counts?.lockWaits], [0, 1, 1, 0]);
    assert.ok((counts?.bytes ?? 0) > 1_000_000);
  });

  it('sees nothing of one that is not there', async () => assert.deepEqual([...(await watch.read(admin.url, ['nobody']))], []));

  it('looks over one connection, however often it looks', async () => {
    for (let looks = 0; looks < 3; looks += 1) await watch.read(admin.url, [name]);
    const other = new pg.Client({ connectionString: admin.url });
    await other.connect();
    const sql = `select count(*)::int open from pg_stat_activity where application_name = 'rostra-metrics' and datname = $1`;
    const { rows } = await other.query<{ open: number }>(sql, [new URL(admin.url).pathname.slice(1)]);
    await other.end();
    assert.equal(rows[0]?.open, 1);
  });

  it('connects again when its connection was ended', async () => {
    const url = new URL(admin.url);
    const other = new pg.Client({ connectionString: url.href });
    await other.connect();
    await other.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rostra-metrics' and datname = $1`, [
      url.pathname.slice(1),
    ]);
    await other.end();
    await watch.read(admin.url, [name]).catch(() => {}); // it may not have heard of it yet
    assert.equal((await watch.read(admin.url, [name])).size, 1);
  });
});
