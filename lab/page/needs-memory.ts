import { MoreNeeded, type Need } from '../game/objects/needs.ts';

/** Which callbacks of a page are about to run. */
export type Occasion = 'show' | 'submit' | 'arrive' | 'pick' | 'live';

/**
 * What the callbacks of each page turned out to touch in this process, so that from the second visit on one load brings it all.
 * Nothing breaks when it is empty: the work is then done again with more.
 */
export class NeedsMemory {
  readonly #known = new Map<string, ReadonlySet<Need>>();

  /** `page`: a name of the page that holds for all sessions, e.g. `public_goods/Results`. */
  of(page: string, occasion: Occasion): ReadonlySet<Need> {
    return this.#known.get(`${occasion} ${page}`) ?? nothing;
  }

  learn(page: string, occasion: Occasion, need: Need): void {
    this.#known.set(`${occasion} ${page}`, new Set([...this.of(page, occasion), need]));
  }

  /** Runs author code; when it touches what was not loaded, remembers that and throws Again. */
  learning<Result>(page: string, occasion: Occasion, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof MoreNeeded)) throw error;
      this.learn(page, occasion, error.need);
      throw new Again(`${page} needs ${error.need}`);
    }
  }
}

const nothing: ReadonlySet<Need> = new Set();

/** Nothing was written; the same work will do when it is started again. */
export class Again extends Error {}
