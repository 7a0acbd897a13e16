import type { Database, Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

const snapshotQuery = textQuery<object, unknown>('snapshot.begin', 'set transaction isolation level repeatable read, read only', () => []);
// A statement of four lists takes longer to plan than to run, and Postgres would plan it again each time while a tournament is new to it.
const planOnceQuery = textQuery<object, unknown>('snapshot.planOnce', 'set local plan_cache_mode = force_generic_plan', () => []);

/** Reads many tables as they were at one moment, however much is written meanwhile; each statement is planned once a connection. */
export function inSnapshot<Result>(db: Database, work: (db: Queryable) => Promise<Result>): Promise<Result> {
  return db.inTransaction(async (tx) => {
    tx.queue(snapshotQuery, {});
    tx.queue(planOnceQuery, {});
    return work(tx);
  });
}
