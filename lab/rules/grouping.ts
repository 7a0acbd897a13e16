import type { Random } from '#kit/math/random.ts';
import { BadGrouping } from '../errors.ts';

/** Who plays with whom: one row a group in order of group number, each row the participants' numbers in order of player id. */
export type Matrix = readonly (readonly number[])[];

/** Consecutive seats form groups; without a size everybody is in one. */
export function seatsInOrder(participants: number, groupSize: number | null): Matrix {
  const size = groupSize ?? participants;
  const count = Math.ceil(participants / size);
  return Array.from({ length: count }, (_, group) =>
    Array.from({ length: Math.min(size, participants - group * size) }, (__, seat) => group * size + seat + 1),
  );
}

/** The same groups sizes with everybody in a random place. Refuses groups of unequal size. */
export function shuffledSeats(matrix: Matrix, random: Random): Matrix {
  const size = equalSize(matrix);
  const seats = random.shuffle(matrix.flat());
  return matrix.map((_, group) => seats.slice(group * size, (group + 1) * size));
}

/** Everybody keeps their player id and comes into a random group. Refuses groups of unequal size. */
export function shuffledGroups(matrix: Matrix, random: Random): Matrix {
  const size = equalSize(matrix);
  const columns = Array.from({ length: size }, (_, seat) => random.shuffle(matrix.map((row) => row[seat] ?? 0)));
  return matrix.map((_, group) => columns.map((column) => column[group] ?? 0));
}

/** The matrix itself, when it names each participant exactly once; otherwise throws. */
export function checkedMatrix(matrix: Matrix, participants: number): Matrix {
  const seats = matrix.flat().sort((a, b) => a - b);
  const isComplete = seats.length === participants && seats.every((seat, at) => seat === at + 1);
  if (!isComplete)
    throw new BadGrouping(
      `A group matrix names each of the participants 1 to ${participants} once; this one has a duplicate or missing one.`,
    );
  if (matrix.some((row) => row.length === 0)) throw new BadGrouping('A group has at least one player.');
  return matrix;
}

function equalSize(matrix: Matrix): number {
  const [first] = matrix;
  const size = first?.length ?? 0;
  if (matrix.some((row) => row.length !== size)) throw new BadGrouping('Groups of unequal size cannot be shuffled.');
  return size;
}
