import { join, resolve } from 'node:path';
import { connect } from '#kit/db/connect.ts';
import { withAdvisoryLock } from '#kit/db/lock.ts';
import { migrate } from '#kit/db/migrate.ts';
import { openSnapshots } from '#kit/db/snapshots.ts';
import { postgresChannel } from '#kit/live/postgres.ts';
import type { Logger } from '#kit/log/logger.ts';
import { startPostgres } from '#kit/postgres/server.ts';
import { systemClock } from '#kit/time/clock.ts';
import type { LabConfig } from './config.ts';
import type { Project } from './game/define-project.ts';
import type { Lab } from './lab.ts';
import { NeedsMemory } from './page/needs-memory.ts';
import { PlayedSessions } from './sessions/played-session.ts';

export interface GroundOptions {
  readonly config: LabConfig;
  readonly logger: Logger;
  readonly databaseUrl: string;
}

/** What a lab stands on, whatever it plays. */
export interface LabGround extends Omit<Lab, 'project' | 'sessions'> {
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** A lab on a migrated database, and how to close it. */
export function openLab({ project, ...options }: GroundOptions & { readonly project: Project }): Lab & LabGround {
  return labOn(openGround(options), project);
}

export function labOn(ground: LabGround, project: Project): Lab & LabGround {
  return { ...ground, project, sessions: new PlayedSessions(ground.db, project) };
}

/** The database that the configuration names, else one of our own, with its tables up to date; all processes wait for the first. */
export async function prepareGround(config: LabConfig, logger: Logger): Promise<LabGround> {
  const own = config.databaseUrl === null ? await startPostgres({ directory: resolve('.rostra/postgres') }) : null;
  const databaseUrl = config.databaseUrl ?? own?.url ?? '';
  const ground = openGround({ config, logger, databaseUrl });
  const close = async (): Promise<void> => {
    await ground.close();
    await own?.stop();
  };
  try {
    const folder = join(import.meta.dirname, 'store/migrations');
    await whileStarting({ databaseUrl }, () => migrate({ url: databaseUrl, folder, product: 'lab' }));
  } catch (error) {
    await close(); // else what looks for the database keeps the process alive, and nobody starts it again
    throw error;
  }
  return { ...ground, close };
}

/** What only one of the processes that start may do at a time. */
export function whileStarting<Result>({ databaseUrl }: Pick<LabGround, 'databaseUrl'>, work: () => Promise<Result>): Promise<Result> {
  return withAdvisoryLock({ url: databaseUrl, name: 'rostra-lab-start' }, work);
}

function openGround({ config, logger, databaseUrl }: GroundOptions): LabGround {
  const db = connect({ url: databaseUrl, logger, applicationName: 'rostra lab', alwaysByIndex: true });
  const snapshots = openSnapshots({ url: databaseUrl, logger, applicationName: 'rostra lab exports' });
  const live = postgresChannel({ url: databaseUrl, db, logger });
  return {
    databaseUrl,
    config,
    db,
    snapshots,
    live,
    clock: systemClock,
    logger,
    needs: new NeedsMemory(),
    close: async () => {
      await live.close();
      await snapshots.end();
      await db.end();
    },
  };
}
