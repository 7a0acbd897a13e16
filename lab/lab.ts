import type { Database } from '#kit/db/connect.ts';
import type { Snapshots } from '#kit/db/snapshots.ts';
import type { LiveChannel } from '#kit/live/channel.ts';
import type { Logger } from '#kit/log/logger.ts';
import type { Clock } from '#kit/time/clock.ts';
import type { LabConfig } from './config.ts';
import type { Project } from './game/define-project.ts';
import type { NeedsMemory } from './page/needs-memory.ts';
import type { PlayedSessions } from './sessions/played-session.ts';

/** What one process of the lab works with. All truth is in the database; everything else here can be made again. */
export interface Lab {
  readonly project: Project;
  readonly config: LabConfig;
  readonly db: Database;
  /** For exports: long reads that see nothing of what is written meanwhile. */
  readonly snapshots: Snapshots;
  readonly live: LiveChannel;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What never changes about sessions, remembered. */
  readonly sessions: PlayedSessions;
  /** What callbacks turned out to touch, remembered. */
  readonly needs: NeedsMemory;
}
