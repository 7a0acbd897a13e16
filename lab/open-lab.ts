import { connect } from '#kit/db/connect.ts';
import { openSnapshots } from '#kit/db/snapshots.ts';
import { postgresChannel } from '#kit/live/postgres.ts';
import type { Logger } from '#kit/log/logger.ts';
import { systemClock } from '#kit/time/clock.ts';
import type { LabConfig } from './config.ts';
import type { Project } from './game/define-project.ts';
import type { Lab } from './lab.ts';
import { NeedsMemory } from './page/needs-memory.ts';
import { PlayedSessions } from './sessions/played-session.ts';

export interface OpenLabOptions {
  readonly project: Project;
  readonly config: LabConfig;
  readonly logger: Logger;
  readonly databaseUrl: string;
}

/** A lab on a migrated database, and how to close it. */
export function openLab({ project, config, logger, databaseUrl }: OpenLabOptions): Lab & { close(): Promise<void> } {
  const db = connect({ url: databaseUrl, logger, applicationName: 'rostra lab', alwaysByIndex: true });
  const snapshots = openSnapshots({ url: databaseUrl, logger, applicationName: 'rostra lab exports' });
  const live = postgresChannel({ url: databaseUrl, db, logger });
  return {
    project,
    config,
    db,
    snapshots,
    live,
    clock: systemClock,
    logger,
    sessions: new PlayedSessions(db, project),
    needs: new NeedsMemory(),
    close: async () => {
      await live.close();
      await snapshots.end();
      await db.end();
    },
  };
}
