/** What a row is asked to do. */
export interface RowWish {
  readonly runs: number;
  readonly people: number;
  /** Of all chance; a run's own seed is this and its number. */
  readonly seed: string;
  say(line: string): void;
}

/** How the runs went. */
export interface Verdict {
  readonly passed: number;
  readonly failed: number;
}

/** One kind of trouble, and what must be true after it. */
export interface Row {
  /** What is shown, in a sentence. */
  readonly shows: string;
  run(wish: RowWish): Promise<Verdict>;
}
