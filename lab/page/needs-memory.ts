import type { Need } from '../game/objects/needs.ts';
import { MoreNeeded } from '../game/objects/needs.ts';

/** Which callbacks of a page are about to run. */
export type Occasion = 'show' | 'submit' | 'arrive';

const mostTries = 12;

/**
 * What the callbacks of each page turned out to touch in this process, so that from the second visit on one load brings it all.
 * Nothing breaks when it is empty: the work is then done again with more.
 */
export class NeedsMemory {
  readonly #known = new Map<string, ReadonlySet<Need>>();

  /** `page`: any name of the page that holds for all sessions, e.g. `public_goods/Results`. */
  of(page: string, occasion: Occasion): ReadonlySet<Need> {
    return this.#known.get(`${occasion} ${page}`) ?? nothing;
  }

  learn(page: string, occasion: Occasion, need: Need): void {
    this.#known.set(`${occasion} ${page}`, new Set([...this.of(page, occasion), need]));
  }

  /** Does the work, again with more each time a callback touches what is not there. */
  async enough<Result>(page: string, occasion: Occasion, work: (needs: ReadonlySet<Need>) => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work(this.of(page, occasion));
      } catch (error) {
        if (!(error instanceof MoreNeeded) || tries === mostTries) throw error;
        this.learn(page, occasion, error.need);
      }
    }
  }
}

const nothing: ReadonlySet<Need> = new Set();
