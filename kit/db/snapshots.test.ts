import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '../log/logger.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { connect, type Database } from './connect.ts';
import { textQuery } from './query.ts';
import { openSnapshots, type Snapshots } from './snapshots.ts';

const make = textQuery<object, unknown>('test.make', 'create table note (n int)', () => []);
const add = textQuery<{ n: number }, unknown>('test.add', 'insert into note values ($1)', ({ n }) => [n]);
const count = textQuery<object, { count: number }>('test.count', 'select count(*)::int as count from note', () => []);

describe('a snapshot', () => {
  let database: TestDatabase;
  let db: Database;
  let snapshots: Snapshots;
  before(async () => {
    database = await testDatabase();
    const options = { url: database.url, logger: createLogger({ name: 'test', level: 'error' }), applicationName: 'test' };
    db = connect(options);
    snapshots = openSnapshots(options);
    await db.run(make, {});
  });
  after(async () => {
    await snapshots.end();
    await db.end();
    await database.drop();
  });

  it('sees nothing that is written after its first look', async () => {
    const snapshot = await snapshots.open();
    const then = await snapshot.one(count, {});
    await db.run(add, { n: 1 });
    assert.deepEqual(await snapshot.one(count, {}), then);
    await snapshot.end();
    assert.deepEqual(await db.one(count, {}), { count: then.count + 1 });
  });

  it('writes nothing', async () => {
    const snapshot = await snapshots.open();
    await assert.rejects(snapshot.run(add, { n: 2 }), /read-only/);
    await snapshot.end();
  });

  it('is given back whole after a fault', async () => {
    for (const _ of [1, 2, 3]) {
      const snapshot = await snapshots.open();
      await assert.rejects(snapshot.run(add, { n: 2 }));
      await snapshot.end();
    }
    const again = await snapshots.open();
    assert.equal((await again.run(count, {})).length, 1);
    await again.end();
  });
});
