import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#kit/db/connect.ts';
import { createLogger } from '#kit/log/logger.ts';
import { startPostgres } from '#kit/postgres/server.ts';
import { databaseTimeMs } from '../store/database-time.ts';
import { startLabProcess, type LabProcess } from '../testing/lab-process.ts';

/** The experiment of a folder on so many web processes, with a database that is thrown away. */
export interface LoadedLab {
  readonly urls: readonly string[];
  /** Of its REST API. */
  readonly key: string;
  /** For how long its statements have run, together. */
  databaseMs(): Promise<number>;
  stop(): Promise<void>;
}

/** For `rostra lab load`: starts it; whoever called stops it. */
export async function main({ folder, processes }: { readonly folder: string; readonly processes: number }): Promise<LoadedLab> {
  const place = await mkdtemp(join(tmpdir(), 'rostra-load-'));
  await chmod(place, 0o711); // the server's own user must pass
  const postgres = await startPostgres({ directory: join(place, 'data'), maxConnections: 20 + 10 * processes });
  const labs: LabProcess[] = [];
  const key = randomBytes(12).toString('hex');
  const stop = async (): Promise<void> => {
    await Promise.all(labs.map((lab) => lab.stop()));
    await postgres.stop();
    await rm(place, { recursive: true, force: true });
  };
  try {
    const env = { DATABASE_URL: postgres.url, LAB_REST_KEY: key };
    while (labs.length < processes) labs.push(await startLabProcess({ folder, env }));
  } catch (error) {
    await stop();
    throw error;
  }
  const db = connect({
    url: postgres.url,
    logger: createLogger({ name: 'load', level: 'silent' }),
    applicationName: 'rostra lab load',
    connections: 1,
  });
  return {
    urls: labs.map(({ url }) => url),
    key,
    databaseMs: () => databaseTimeMs(db),
    stop: async () => {
      await db.end();
      await stop();
    },
  };
}
