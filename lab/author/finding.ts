/** Something that an author has to put right, and where. */
export interface Finding {
  /** From the project's folder. */
  readonly file: string;
  /** From 1; null: the file as a whole. */
  readonly line: number | null;
  /** One sentence. */
  readonly what: string;
  /** What to do, as one sentence. */
  readonly cure: string;
  /** False: the project can be served like this. */
  readonly isFault: boolean;
}

/** `games/public-goods.ts:12` */
export function placeOf({ file, line }: Pick<Finding, 'file' | 'line'>): string {
  return line === null ? file : `${file}:${line}`;
}
