import pg from 'pg';
import type { Logger } from '../log/logger.ts';
import { RostraError } from '../errors/rostra-error.ts';
import { invariant } from '../errors/invariant.ts';
import { SharedConnections } from './shared-connections.ts';
import { databaseFault } from './database-fault.ts';
import { HeldClient, type Statement } from './held-client.ts';
import type { Query } from './query.ts';

/** Where queries go: the database itself, or a transaction. */
export interface Queryable {
  run<Args, Row>(query: Query<Args, Row>, args: Args): Promise<Row[]>;
  /** Exactly one row, by the query's own promise. */
  one<Args, Row>(query: Query<Args, Row>, args: Args): Promise<Row>;
  /** The first row, or null. */
  maybeOne<Args, Row>(query: Query<Args, Row>, args: Args): Promise<Row | null>;
}

/** Inside a transaction. */
export interface Transaction extends Queryable {
  /** Sends a statement whose answer nobody waits for: it shares the trip of the commit, and its failure fails the transaction. */
  queue<Args, Row>(query: Query<Args, Row>, args: Args): void;
}

/**
 * A Postgres database over a few pipelined connections. Queries that are sent without awaiting in between share a trip:
 * `await Promise.all([db.run(a, x), db.run(b, y)])`.
 */
export interface Database extends Queryable {
  /**
   * All or nothing. `begin` travels with the first statement, what `work` queues last travels with `commit`. Throws what `work`
   * throws, after a rollback; throws when any statement failed, awaited or not.
   */
  inTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  end(): Promise<void>;
}

export interface ConnectOptions {
  readonly url: string;
  readonly logger: Logger;
  readonly applicationName: string;
  /** Connections that all single statements share. */
  readonly connections?: number;
  readonly transactionConnections?: number;
  /** Every row is found by an index, whatever the planner thinks: see `byIndex`. */
  readonly alwaysByIndex?: boolean;
}

/**
 * A plan that was made while a table was small reads all of it, and stays in use while the table grows to a hundred times that. For
 * statements that only ever touch the few rows they name, there is one right plan: each row by its index. JIT is off because the price
 * of the forbidden plans would call for it.
 */
const byIndex = ['enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off', 'jit=off', 'plan_cache_mode=force_generic_plan']
  .map((setting) => `-c ${setting}`)
  .join(' ');

export function connect(options: ConnectOptions): Database {
  const connectionOptions = {
    connectionString: options.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 10_000,
    lock_timeout: 3_000,
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
    pipeline: true,
    ...(options.alwaysByIndex && { options: byIndex }),
  };
  const shared = new SharedConnections(connectionOptions, options.connections ?? 4, options.logger);
  const pool = new pg.Pool({
    ...connectionOptions,
    Client: HeldClient,
    max: options.transactionConnections ?? 2,
    idleTimeoutMillis: 60_000,
  });
  pool.on('error', (error) => options.logger.warn('database_connection_lost', { error }));
  return {
    ...queryable((query) => shared.send(query)),
    inTransaction: (work) => inTransaction(pool, work),
    end: async () => {
      await Promise.all([shared.end(), pool.end()]);
    },
  };
}

type Send = (statement: Statement) => Promise<pg.QueryResult>;

/** What is asked over one way of sending; for the other files of this folder. */
export function queryable(send: Send): Queryable {
  const run: Queryable['run'] = async (query, args) => {
    const result = await send({ name: query.name, text: query.text, values: query.bind(args) }).catch((error: unknown) => {
      throw databaseFault(error, query.name);
    });
    return result.rows;
  };
  return queryableBy(run);
}

function queryableBy(run: Queryable['run']): Queryable {
  return {
    run,
    one: async (query, args) => {
      const [row, ...others] = await run(query, args);
      invariant(row !== undefined && others.length === 0, `${query.name} answers exactly one row`);
      return row;
    },
    maybeOne: async (query, args) => (await run(query, args))[0] ?? null,
  };
}

async function inTransaction<Result>(pool: pg.Pool, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseFault(error, 'connect');
  });
  invariant(client instanceof HeldClient, 'the pool makes our own clients');
  const sent: Promise<unknown>[] = [];
  const inside = queryable((statement) => client.send(statement));
  const run: Queryable['run'] = (query, args) => {
    const answer = inside.run(query, args);
    answer.catch(() => {}); // looked at below, also when nobody awaits it
    sent.push(answer);
    return answer;
  };
  const tx: Transaction = { ...queryableBy(run), queue: (query, args) => void run(query, args) };
  let broken: Error | undefined;
  try {
    sent.push(client.sendText('begin'));
    const value = await work(tx);
    const commit = client.sendText('commit');
    commit.catch(() => {});
    await allSent(sent);
    const { command } = await commit;
    if (command !== 'COMMIT') throw new TransactionRolledBack();
    return value;
  } catch (error) {
    broken = await rollBack(client);
    throw databaseFault(error, 'transaction');
  } finally {
    client.release(broken);
  }
}

/** A batch whose statement failed still answers the later ones, so every answer counts. */
async function allSent(sent: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(sent)).find((answer) => answer.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Gives the reason to throw the connection away, or nothing when it is clean again. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('rollback failed');
  }
}

class TransactionRolledBack extends RostraError {
  constructor() {
    super({
      code: 'DATABASE_ROLLED_BACK',
      status: 503,
      message: 'The database did not keep this change.',
      hint: 'Send it again: it cannot count twice.',
    });
  }
}
