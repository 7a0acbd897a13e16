const most = 20_000;

/** Visits that were told to be over: SDKs tell it again when the program ends, and it counts once. The oldest are forgotten. */
export class SessionEnds {
  readonly #known = new Set<string>();

  /** False: it was told before. */
  note(project: number, visit: string): boolean {
    const name = `${project}:${visit}`;
    if (this.#known.has(name)) return false;
    this.#known.add(name);
    const [oldest] = this.#known;
    if (this.#known.size > most && oldest !== undefined) this.#known.delete(oldest);
    return true;
  }
}
