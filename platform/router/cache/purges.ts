/** Remembers which tags were purged when, so that what began before a purge is never kept after it (CCH-14). */
export class Purges {
  /** Grows with every purge. */
  sequence = 0;
  /** Everything that began before is void. */
  #floor = 0;
  readonly #last = new Map<string, number>();

  /** `null` stands for everything. */
  note(tags: readonly string[] | null): void {
    this.sequence += 1;
    if (tags === null || this.#last.size + tags.length > mostTags) {
      this.#floor = this.sequence;
      this.#last.clear();
      return;
    }
    for (const tag of tags) this.#last.set(tag, this.sequence);
  }

  /** Whether something with these tags that began at `sequence` may still be kept. */
  allows(tags: readonly string[], sequence: number): boolean {
    return sequence >= this.#floor && tags.every((tag) => (this.#last.get(tag) ?? 0) <= sequence);
  }
}

const mostTags = 5000;
