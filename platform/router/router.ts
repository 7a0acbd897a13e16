import type { Logger } from '#kit/log/logger.ts';
import type { RouterLimits } from '../rules/limits.ts';
import type { Books } from './books.ts';
import type { Guests } from './cache/guests.ts';
import type { Purger } from './cache/purger.ts';
import type { SharedStore } from './cache/together/shared-store.ts';
import type { Routes } from './routes.ts';
import type { Watch } from './watch.ts';

/** What the stages share. */
export interface Router {
  readonly routes: Routes;
  readonly limits: RouterLimits;
  readonly watch: Watch;
  readonly books: Books;
  readonly logger: Logger;
  readonly purger: Purger;
  readonly guests: Guests;
  /** Pages that all routers share; null: there is one router, or each has its own. */
  readonly store: SharedStore | null;
  /** It takes no new connections and ends those it has. */
  isLeaving: boolean;
}
