import pg from 'pg';

export interface LockOptions {
  readonly url: string;
  /** What is locked, e.g. `lab-start`. */
  readonly name: string;
}

/** Runs `work` while no other process of this database is inside a lock of the same name. Freed when the process dies. */
export async function withAdvisoryLock<Result>(options: LockOptions, work: () => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: options.url });
  client.on('error', () => {}); // the lock's own end is noticed by the query that fails
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [options.name]);
    return await work();
  } finally {
    await client.end().catch(() => {});
  }
}
