interface Tries {
  readonly wrong: number;
  readonly lastMs: number;
}

const free = 5;
const firstWaitMs = 2_000;
const longestWaitMs = 60_000;
const forgottenAfterMs = 15 * 60_000;
const mostKept = 10_000;

/**
 * Wrong passwords or tokens by who gives them. Five are free; after each one more the wait doubles, from 2 s to a minute (UI-02, SEC-06).
 * In memory: a restart forgives.
 */
export class Guesses {
  readonly #tries = new Map<string, Tries>();

  /** How long this one still has to wait. */
  waitMs(who: string, nowMs: number): number {
    const tries = this.#tries.get(who);
    if (tries === undefined || tries.wrong < free) return 0;
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(20, tries.wrong - free));
    return Math.max(0, tries.lastMs + wait - nowMs);
  }

  wrong(who: string, nowMs: number): void {
    const before = this.#tries.get(who);
    const isFresh = before !== undefined && nowMs - before.lastMs < forgottenAfterMs;
    this.#tries.delete(who);
    this.#tries.set(who, { wrong: (isFresh ? before.wrong : 0) + 1, lastMs: nowMs });
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > mostKept && oldest !== undefined) this.#tries.delete(oldest);
  }

  right(who: string): void {
    this.#tries.delete(who);
  }
}
