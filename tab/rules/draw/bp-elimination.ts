import type { TeamId } from '../ids.ts';
import { BreakSizeDoesNotFit } from './errors.ts';
import { bypassed, fold, isPowerOfTwo, type Bout } from './fold.ts';

// Elimination rounds of four teams, two of which go on. Tab spec section 3.9.

/** A break of 4·2^k: all teams, folded in four. */
export function firstBp(teams: readonly TeamId[]): Bout[] {
  if (teams.length < 4 || !isPowerOfTwo(teams.length)) throw new BreakSizeDoesNotFit(teams.length, '4, 8, 16, 32, …');
  return bouts(foldInFour(teams), 1);
}

/** A break of 6·2^k: the lower two thirds, folded in four, while the upper third waits. */
export function partialBp(teams: readonly TeamId[]): Bout[] {
  if (teams.length < 6 || !isPowerOfTwo(teams.length / 6)) throw new BreakSizeDoesNotFit(teams.length, '6, 12, 24, 48, …');
  const waiting = teams.length / 3;
  return bouts(foldInFour(teams.slice(waiting)), waiting + 1);
}

/** The upper third folded, each pair joined by the two that go on from the partial room of its place. */
export function afterPartialBp(teams: readonly TeamId[], advancing: readonly Bout[]): Bout[] {
  const waiting = bypassed(advancing);
  if (waiting !== advancing.length * 2) throw new BreakSizeDoesNotFit(waiting + advancing.length * 2, '4, 8, 16, 32, …');
  const rooms = fold(teams.slice(0, waiting)).map((pair, index) => [...pair, ...(advancing[index]?.teams ?? [])]);
  return bouts(rooms, 1);
}

/** The pairs that go on, from the top room down, folded. */
export function nextBp(advancing: readonly Bout[]): Bout[] {
  if (advancing.length < 2 || !isPowerOfTwo(advancing.length))
    throw new BreakSizeDoesNotFit(advancing.length * 2, 'a power of two, at least 4');
  return bouts(
    fold(advancing).map(([upper, lower]) => [...upper.teams, ...lower.teams]),
    1,
  );
}

function bouts(rooms: readonly (readonly TeamId[])[], firstRank: number): Bout[] {
  return rooms.map((teams, index) => ({ roomRank: firstRank + index, teams }));
}

/** The quarters of the list, every second one from its end. */
function foldInFour(teams: readonly TeamId[]): TeamId[][] {
  const rooms = teams.length / 4;
  const quarter = (number: number): TeamId[] => teams.slice(number * rooms, (number + 1) * rooms);
  const columns = [quarter(0), quarter(1).reverse(), quarter(2), quarter(3).reverse()];
  return Array.from({ length: rooms }, (_room, index) => columns.flatMap((column) => column[index] ?? []));
}
