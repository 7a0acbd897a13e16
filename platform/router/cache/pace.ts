const mostNames = 1000;

/** Lets a thing happen at most once in a time; what comes too early happens together, once, when the time is over. */
export class Pace {
  readonly #lastMs = new Map<string, number>();
  readonly #planned = new Set<string>();

  /** Now, or later together with others of this name. Null when it is for later. */
  next<Result>(name: string, everyMs: number, act: () => Result): Result | null {
    const nowMs = performance.now();
    const waitMs = (this.#lastMs.get(name) ?? -Infinity) + everyMs - nowMs;
    if (everyMs === 0 || waitMs <= 0) {
      if (everyMs > 0) this.#note(name, nowMs);
      return act();
    }
    if (this.#planned.has(name)) return null;
    this.#planned.add(name);
    setTimeout(() => {
      this.#planned.delete(name);
      this.#note(name, performance.now());
      act();
    }, waitMs).unref();
    return null;
  }

  #note(name: string, nowMs: number): void {
    if (this.#lastMs.size >= mostNames) this.#lastMs.clear();
    this.#lastMs.set(name, nowMs);
  }
}
