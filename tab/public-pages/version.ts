import type { PublicState } from '../store/public-sites.ts';
import { publicStates } from '../store/public-sites.ts';
import type { Tab } from '../tab.ts';

/** Says how a tournament's public site stands; null when there is no such tournament. */
export type StateOf = (slug: string) => Promise<PublicState | null>;

interface Batch {
  readonly slugs: Set<string>;
  readonly answer: Promise<ReadonlyMap<string, PublicState>>;
}

/**
 * Reads the state for each request by a query that is sent after the request came in, so that what was withdrawn is never shown again; one
 * query answers all that wait for it, and one runs at a time.
 */
export function stateReader({ db }: Pick<Tab, 'db'>): StateOf {
  let running: Promise<unknown> = Promise.resolve();
  let waiting: Batch | null = null;

  const nextBatch = (): Batch => {
    const slugs = new Set<string>();
    const answer = running.then(() => {
      waiting = null; // whoever comes from now on waits for the query after this one
      return publicStates(db, [...slugs]);
    });
    running = answer.catch(() => {}); // a failed query fails those who wait for it, not those after them
    return { slugs, answer };
  };

  return async (slug) => {
    waiting ??= nextBatch();
    const { slugs, answer } = waiting;
    slugs.add(slug);
    return (await answer).get(slug) ?? null;
  };
}
