import { randomBytes } from 'node:crypto';
import { connect } from '#kit/db/connect.ts';
import { postgresChannel } from '#kit/live/postgres.ts';
import type { Logger } from '#kit/log/logger.ts';
import { systemClock } from '#kit/time/clock.ts';
import type { Clock } from '#kit/time/clock.ts';
import type { Tab } from './tab.ts';

export interface OpenTabOptions {
  readonly databaseUrl: string;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Random unless said. */
  readonly newSeed?: () => string;
  /** Of each of the two kinds: shared by single statements, and for transactions. */
  readonly connections?: number;
}

/** A tab on a migrated database, and how to close it. Few connections: plans allow few, and statements share them. */
export function openTab(options: OpenTabOptions): Tab & { close(): Promise<void> } {
  const { databaseUrl, logger, clock = systemClock, newSeed = randomSeed, connections = 2 } = options;
  const db = connect({ url: databaseUrl, logger, applicationName: 'rostra tab', connections, transactionConnections: connections });
  const live = postgresChannel({ url: databaseUrl, db, logger });
  return {
    db,
    clock,
    newSeed,
    live,
    logger,
    close: async () => {
      await live.close();
      await db.end();
    },
  };
}

const randomSeed = (): string => randomBytes(12).toString('hex');
