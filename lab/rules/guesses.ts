/** Wrong keys from one address within this time. */
export const guessWindowMs = 60_000;
export const mostGuesses = 20;

/** More addresses than this are not remembered at once, whoever sends from how many. */
const mostRemembered = 10_000;

/** Counts wrong keys by address: after too many, nothing from there is looked at for the rest of a minute. */
export class Guesses {
  readonly #byAddress = new Map<string, { readonly sinceMs: number; count: number }>();

  /** Milliseconds until a key from this address is looked at again; 0 when it is now. */
  waitMs(address: string, nowMs: number): number {
    const known = this.#byAddress.get(address);
    if (!known || known.count < mostGuesses) return 0;
    return Math.max(0, known.sinceMs + guessWindowMs - nowMs);
  }

  wrong(address: string, nowMs: number): void {
    const known = this.#byAddress.get(address);
    if (known && nowMs - known.sinceMs < guessWindowMs) known.count += 1;
    else {
      this.#byAddress.delete(address);
      this.#byAddress.set(address, { sinceMs: nowMs, count: 1 });
    }
    const [oldest] = this.#byAddress.keys();
    if (this.#byAddress.size > mostRemembered && oldest !== undefined) this.#byAddress.delete(oldest);
  }
}
