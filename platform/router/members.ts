export interface Member {
  /** Where it sits in its list; the list's business. */
  seat: number;
}

/**
 * Things that come and go thousands of times a second, in no order. Not a `Set`: each time a busy one is copied into a new table, the old
 * table keeps what it held from the garbage collector for a long while (measured: half of all requests' memory).
 */
export class Members<Item extends Member> {
  readonly #items: Item[] = [];

  get size(): number {
    return this.#items.length;
  }

  get all(): readonly Item[] {
    return this.#items;
  }

  add(item: Item): void {
    item.seat = this.#items.length;
    this.#items.push(item);
  }

  /** Nothing happens when it is no member. */
  delete(item: Item): void {
    if (this.#items[item.seat] !== item) return;
    const last = this.#items.pop();
    if (last === undefined || last === item) return;
    this.#items[item.seat] = last;
    last.seat = item.seat;
  }

  /** `visit` may take away the one that it is given. */
  each(visit: (item: Item) => void): void {
    for (let seat = this.#items.length - 1; seat >= 0; seat -= 1) {
      const item = this.#items[seat];
      if (item !== undefined) visit(item);
    }
  }
}
