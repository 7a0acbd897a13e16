import type { Clock } from '#kit/time/clock.ts';
import type { Random } from '#kit/math/random.ts';
import type { Logger } from '#kit/log/logger.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import type { Isolation } from './isolation.ts';
import type { LogStore } from './log-store.ts';
import type { Ports } from './ports.ts';

/** What all dynos of this machine share. */
export interface House {
  /** A folder per dyno id. */
  readonly dynosFolder: string;
  readonly ports: Ports;
  readonly isolation: Isolation;
  readonly logStore: LogStore;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: Random;
  readonly bootId: string;
  onChange(status: DynoStatus): void;
}
