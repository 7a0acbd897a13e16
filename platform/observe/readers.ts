/** Who follows what, by key (an app, a build). */
export class Readers<Item> {
  readonly #byKey = new Map<string, Set<(item: Item) => void>>();

  /** Until the returned function is called. */
  add(key: string, reader: (item: Item) => void): () => void {
    const readers = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, readers.add(reader));
    return () => {
      readers.delete(reader);
      if (readers.size === 0 && this.#byKey.get(key) === readers) this.#byKey.delete(key);
    };
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  tell(key: string, item: Item): void {
    for (const reader of this.#byKey.get(key) ?? []) reader(item);
  }

  keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }
}
