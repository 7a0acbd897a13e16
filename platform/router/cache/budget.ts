/** Something that keeps pages and can let go of some. */
interface Keeper {
  readonly usedBytes: number;
  /** Lets go of its least wanted page; false when it has none. */
  evictOne(): boolean;
}

/** The memory that all apps' pages share in one router process (CCH-22). No app gets more than half of it. */
export class Budget {
  readonly limitBytes: number;
  readonly #keepers = new Set<Keeper>();

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  add(keeper: Keeper): void {
    this.#keepers.add(keeper);
  }

  delete(keeper: Keeper): void {
    this.#keepers.delete(keeper);
  }

  get usedBytes(): number {
    let sum = 0;
    for (const { usedBytes } of this.#keepers) sum += usedBytes;
    return sum;
  }

  /** After something was kept. */
  makeRoom(keeper: Keeper): void {
    while (keeper.usedBytes > this.limitBytes / 2 && keeper.evictOne());
    while (this.usedBytes > this.limitBytes && this.#largest()?.evictOne() === true);
  }

  #largest(): Keeper | undefined {
    return [...this.#keepers].toSorted((a, b) => b.usedBytes - a.usedBytes)[0];
  }
}
