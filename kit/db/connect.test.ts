import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '../log/logger.ts';
import { testDatabase } from '../testing/database.ts';
import type { TestDatabase } from '../testing/database.ts';
import { connect } from './connect.ts';
import type { Database } from './connect.ts';
import { violates } from './database-fault.ts';
import { compiled, textQuery } from './query.ts';

interface Schema {
  things: { id: number; name: string };
}

const create = textQuery<null, unknown>('create', 'create table things (id int primary key, name text not null)', () => []);
const insert = textQuery<{ id: number; name: string }, { id: number }>('insert', 'insert into things values ($1, $2) returning id', (a) => [
  a.id,
  a.name,
]);
const byName = compiled<Schema>()('byName', (db, args: { name: string }) =>
  db.selectFrom('things').select(['id', 'name']).where('name', '=', args.name).orderBy('id').limit(10),
);
const all = textQuery<null, { id: number }>('all', 'select id from things order by id', () => []);

describe('database', () => {
  const logger = createLogger({ name: 'test', level: 'silent' });
  let place: TestDatabase;
  let db: Database;
  before(async () => {
    place = await testDatabase();
    db = connect({ url: place.url, logger, applicationName: 'test' });
    await db.run(create, null);
  });
  after(async () => {
    await db.end();
    await place.drop();
  });

  it('answers a compiled query with typed rows', async () => {
    await db.run(insert, { id: 1, name: 'Anna' });
    assert.deepEqual(await db.run(byName, { name: 'Anna' }), [{ id: 1, name: 'Anna' }]);
    assert.equal(await db.maybeOne(byName, { name: 'nobody' }), null);
  });

  it('names the constraint that decided a race', async () => {
    await assert.rejects(db.run(insert, { id: 1, name: 'again' }), (error) => violates(error, 'things_pkey'));
  });

  it('keeps all of a transaction', async () => {
    const value = await db.inTransaction(async (tx) => {
      await tx.run(insert, { id: 10, name: 'ten' });
      tx.queue(insert, { id: 11, name: 'eleven' });
      return 'done';
    });
    assert.equal(value, 'done');
    assert.deepEqual(await db.run(byName, { name: 'eleven' }), [{ id: 11, name: 'eleven' }]);
  });

  it('keeps nothing of a transaction whose queued statement fails', async () => {
    await assert.rejects(
      db.inTransaction(async (tx) => {
        tx.queue(insert, { id: 20, name: 'twenty' });
        tx.queue(insert, { id: 1, name: 'taken' });
      }),
      (error) => violates(error, 'things_pkey'),
    );
    assert.deepEqual(await db.run(byName, { name: 'twenty' }), []);
  });

  it('keeps nothing when the work throws, and hands the connection on clean', async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await assert.rejects(
        db.inTransaction(async (tx) => {
          await tx.run(insert, { id: 30, name: 'thirty' });
          throw new Error('changed my mind');
        }),
        /changed my mind/,
      );
    }
    const ids = (await db.run(all, null)).map((row) => row.id);
    assert.ok(!ids.includes(30));
  });

  it('says in plain words that the database is away', async () => {
    const away = connect({ url: 'postgres://x:y@127.0.0.1:9/none', logger, applicationName: 'test' });
    await assert.rejects(away.run(all, null), /does not answer right now/);
    await away.end();
  });

  it('comes back after its connections were cut', async () => {
    const cut = textQuery<null, unknown>(
      'cut',
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      () => [],
    );
    await db.run(cut, null);
    await db.run(all, null).catch(() => {});
    assert.ok((await db.run(all, null)).length > 0);
  });
});
