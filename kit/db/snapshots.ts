import pg from 'pg';
import { databaseFault } from './database-fault.ts';
import { queryable, type Queryable } from './connect.ts';
import type { Logger } from '../log/logger.ts';

/** The database as it was at one moment, for as long as somebody reads it. */
export interface Snapshot extends Queryable {
  /** Give it back, also when reading failed. */
  end(): Promise<void>;
}

/**
 * For long reads that must hold together, such as exports: they see nothing that is written meanwhile, and take no connection from those
 * who write. A few at a time; the next one waits, and is told when it waits too long.
 */
export interface Snapshots {
  open(): Promise<Snapshot>;
  end(): Promise<void>;
}

export interface SnapshotOptions {
  readonly url: string;
  readonly logger: Logger;
  readonly applicationName: string;
}

const atOnce = 2;
/** Whoever downloads over a slow line reads slowly. */
const slowestReaderMs = 120_000;

export function openSnapshots({ url, logger, applicationName }: SnapshotOptions): Snapshots {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max: atOnce,
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 5_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: slowestReaderMs,
    keepAlive: true,
  });
  pool.on('error', (error) => logger.warn('database_connection_lost', { error }));
  return { open: () => openSnapshot(pool), end: () => pool.end() };
}

async function openSnapshot(pool: pg.Pool): Promise<Snapshot> {
  try {
    const client = await pool.connect();
    client.on('error', ignore); // the statement that needed the connection fails and says so
    await client.query('begin isolation level repeatable read, read only');
    const end = async (): Promise<void> => {
      const broken = await client.query('commit').then(
        () => false,
        () => true,
      );
      client.off('error', ignore);
      client.release(broken);
    };
    return { ...queryable((query) => client.query(query)), end };
  } catch (error) {
    throw databaseFault(error, 'snapshot');
  }
}

const ignore = (): void => {};
