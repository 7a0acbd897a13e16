import type { Level } from './level.ts';
import type { Levels } from './plan-file.ts';

/** Beyond the plan's own steps it goes up by half each time, as far as the plan says. */
const stepUp = 1.5;
/** A level that says nothing is tried once more. */
const triesOfInvalid = 2;

/** What a staircase leads up to. */
export interface Ascent {
  readonly people: number;
  readonly levels: Levels;
  /** People come in groups of so many; one by one unless said. */
  readonly groupsOf?: number;
}

/**
 * How many people the next level has (REH-07), whole groups of them: up the staircase until one fails, then between the last that passed
 * and the first that failed until the gap is small. Null: all is known.
 */
export function nextPeople(done: readonly Level[], wish: Ascent): number | null {
  const last = done.at(-1);
  if (last?.verdict === 'invalid') return done.filter(({ people }) => people === last.people).length < triesOfInvalid ? last.people : null;
  const [most, least] = [holds(done), firstFail(done)];
  return least === null ? stepAbove(most, wish) : between(most, least.people, wish);
}

/** The most people at whom everything was as it should be, below any number that failed; 0 when no level passed. */
export function holds(done: readonly Level[]): number {
  const least = firstFail(done)?.people ?? Infinity;
  return Math.max(0, ...done.filter(({ verdict, people }) => verdict === 'pass' && people < least).map(({ people }) => people));
}

/** The smallest level that failed. */
export function firstFail(done: readonly Level[]): Extract<Level, { verdict: 'fail' }> | null {
  const failed = done.filter((level) => level.verdict === 'fail');
  return failed.toSorted((a, b) => a.people - b.people)[0] ?? null;
}

const inGroups = (people: number, unit: number): number => Math.max(1, Math.round(people / unit)) * unit;

function stepAbove(passed: number, { people, levels, groupsOf = 1 }: Ascent): number | null {
  const top = inGroups((people * levels.upTo) / 100, groupsOf);
  const step = levels.percents.map((percent) => inGroups((people * percent) / 100, groupsOf)).find((each) => each > passed && each <= top);
  if (step !== undefined) return step;
  const above = Math.min(inGroups(passed * stepUp, groupsOf), top);
  return above > passed ? above : null;
}

function between(passed: number, failed: number, { levels, groupsOf = 1 }: Ascent): number | null {
  if (failed - passed <= Math.max(1, (failed * levels.within) / 100)) return null;
  const middle = Math.floor((passed + failed) / 2 / groupsOf) * groupsOf;
  return middle > passed ? middle : null; // no group fits in between
}

/** The most requests a second that were ever answered: where more people bring no more, the app's own limit. */
export const plateau = (done: readonly Level[]): number => Math.max(0, ...done.map(({ perSecond }) => perSecond));
