/** A debate as it is dealt out among several people at the board. */
export interface PartRow {
  readonly bracket: number;
  readonly importance: number;
}

/** How a board is cut in parts (spec tab §4.8): by bracket or weight, dealt in turn or from top to bottom. */
export interface PartWish {
  /** From 1. */
  readonly part: number;
  readonly of: number;
  readonly by: 'bracket' | 'importance';
  readonly isDealt: boolean;
}

/** Which rows belong to the part, by their place in the list; every row is in exactly one part. */
export function rowsOfPart(rows: readonly PartRow[], { part, of, by, isDealt }: PartWish): ReadonlySet<number> {
  const order = rows.map((_row, index) => index).toSorted((a, b) => (rows[b]?.[by] ?? 0) - (rows[a]?.[by] ?? 0));
  const [from, to] = [part - 1, part].map((edge) => Math.round((edge * order.length) / of));
  return new Set(order.filter((_index, place) => (isDealt ? place % of === part - 1 : place >= (from ?? 0) && place < (to ?? 0))));
}

/** "2/3" and "importance-cut", as addresses carry them; null for the whole board. */
export function readPart(part: string, by: string): PartWish | null {
  const [number, of] = part.split('/').map(Number);
  if (number === undefined || of === undefined || !Number.isInteger(number) || !Number.isInteger(of)) return null;
  if (of < 2 || of > 9 || number < 1 || number > of) return null;
  return { part: number, of, by: by.startsWith('importance') ? 'importance' : 'bracket', isDealt: !by.endsWith('cut') };
}
