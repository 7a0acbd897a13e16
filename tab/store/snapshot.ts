import type { Database, Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

const snapshotQuery = textQuery<object, unknown>('snapshot.begin', 'set transaction isolation level repeatable read, read only', () => []);

/** Reads many tables as they were at one moment, however much is written meanwhile. */
export function inSnapshot<Result>(db: Database, work: (db: Queryable) => Promise<Result>): Promise<Result> {
  return db.inTransaction(async (tx) => {
    tx.queue(snapshotQuery, {});
    return work(tx);
  });
}
