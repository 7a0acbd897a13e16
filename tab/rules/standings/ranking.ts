import { competitionRanks, nearlyEqual } from '#kit/math/rank.ts';

/** One metric of all rows that are ranked, in the same order of rows. */
export interface Column {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** True when less is better. */
  readonly isAscending: boolean;
}

/** Where the rows stand; every array has one entry for each row, in the order the rows were given. */
export interface Ranking {
  /** Competition rank: 1, 2, 2, 4. */
  readonly ranks: readonly number[];
  /** Shares its rank. */
  readonly isTied: readonly boolean[];
  /** Indexes of the rows, best first; ties keep the order given. */
  readonly order: readonly number[];
}

/** Ranks rows by the columns, the first one first. Null stands after every number, whichever direction is better. */
export function ranking(columns: readonly Column[], rows: number): Ranking {
  const places = columns.map(columnPlaces);
  const order = Array.from({ length: rows }, (_row, index) => index).toSorted((a, b) => comparePlaces(places, a, b));
  const ranksInOrder = competitionRanks(order, (above, below) => comparePlaces(places, above, below) === 0);
  const ranks: number[] = Array.from({ length: rows }, () => 1);
  order.forEach((row, index) => {
    ranks[row] = ranksInOrder[index] ?? 1;
  });
  const sizes = new Map<number, number>();
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  return { ranks, isTied: ranks.map((rank) => (sizes.get(rank) ?? 0) > 1), order };
}

/** The rank of each row among the rows of its group; null for rows without a group. */
export function groupRanks(ranks: readonly number[], groups: readonly (number | null)[]): (number | null)[] {
  const members = new Map<number, number[]>();
  groups.forEach((group, row) => {
    if (group !== null) members.set(group, [...(members.get(group) ?? []), ranks[row] ?? 0]);
  });
  return groups.map((group, row) => {
    if (group === null) return null;
    return 1 + (members.get(group) ?? []).filter((rank) => rank < (ranks[row] ?? 0)).length;
  });
}

/** The sets of rows that are equal on every column. */
export function equalRows(columns: readonly Column[], rows: number): number[][] {
  const places = columns.map(columnPlaces);
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rows; row += 1) {
    const key = places.map((column) => column[row]).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

/** The place of each row's value among the column's different values, 0 the best; nulls share the last. Numbers in a row of nearly equal ones share a place. */
function columnPlaces(column: Column): number[] {
  const direction = column.isAscending ? 1 : -1;
  const numbers = column.values.filter((value) => value !== null).toSorted((a, b) => direction * (a - b));
  const places = new Map<number, number>();
  let place = 0;
  numbers.forEach((value, index) => {
    if (index > 0 && !nearlyEqual(numbers[index - 1] ?? value, value)) place += 1;
    places.set(value, place);
  });
  return column.values.map((value) => (value === null ? place + 1 : (places.get(value) ?? 0)));
}

function comparePlaces(places: readonly (readonly number[])[], a: number, b: number): number {
  for (const column of places) {
    const difference = (column[a] ?? 0) - (column[b] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
