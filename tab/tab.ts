import type { Database } from '#kit/db/connect.ts';
import type { LiveChannel } from '#kit/live/channel.ts';
import type { Logger } from '#kit/log/logger.ts';
import type { Clock } from '#kit/time/clock.ts';

/** What every stage of a tournament works with. */
export interface Tab {
  readonly db: Database;
  readonly clock: Clock;
  /** A new seed for a draw, an allocation, a coin; stored with what it decided. */
  readonly newSeed: () => string;
  readonly live: LiveChannel;
  readonly logger: Logger;
}
