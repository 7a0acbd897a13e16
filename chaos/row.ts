/** What a row is asked to do. */
export interface RowWish {
  /** Of the session, or of kills: what the row repeats. */
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
  /** How many runs, unless said. */
  readonly runs: number;
  run(wish: RowWish): Promise<Verdict>;
}
