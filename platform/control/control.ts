import type { Logger } from '#kit/log/logger.ts';
import type { Clock } from '#kit/time/clock.ts';
import type { ServerFolder } from '../addons/server-folder.ts';
import type { HomePaths, PlatformConfig } from '../config.ts';
import type { Driver } from '../drivers/driver.ts';
import type { LogDrains } from '../observe/drains/log-drains.ts';
import type { LogBook } from '../observe/log-book.ts';
import type { TrafficBook } from '../observe/traffic-book.ts';
import type { BuildOutputs } from '../releases/build-outputs.ts';
import type { BuildQueue } from '../releases/build-queue.ts';
import type { HostInstallation } from '../releases/installation.ts';
import type { RehearsalBoard } from '../rehearsals/board.ts';
import type { Store } from '../store/open.ts';
import type { Rehearsals } from '../store/rehearsals.ts';
import type { Changes } from './changes.ts';
import type { Drains } from './drain.ts';
import type { DynoBoard } from './dyno-board.ts';
import type { HttpsState } from '../certs/https-state.ts';
import type { RouterLink } from './router-link.ts';

/** Everything the control process has at hand. Activities take it as their last argument. */
export interface Control {
  readonly config: PlatformConfig;
  readonly paths: HomePaths;
  readonly installation: HostInstallation;
  readonly startedAtMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: Store;
  readonly logBook: LogBook;
  readonly logDrains: LogDrains;
  readonly trafficBook: TrafficBook;
  readonly rehearsals: { readonly store: Rehearsals; readonly board: RehearsalBoard };
  readonly driver: Driver;
  readonly board: DynoBoard;
  readonly router: RouterLink;
  readonly drains: Drains;
  readonly builds: BuildQueue;
  readonly outputs: BuildOutputs;
  readonly servers: ServerFolder;
  /** Null: HTTPS is not spoken. */
  readonly https: HttpsState | null;
  /** Announced after every pass of the reconciler and every change of state that somebody may wait for. */
  readonly changes: Changes;
  /** Asks for a pass of the reconciler now. */
  wake(): void;
}
