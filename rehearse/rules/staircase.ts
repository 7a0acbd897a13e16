import type { Level } from './level.ts';
import type { Levels } from './plan-file.ts';

/** Beyond the plan's own steps it goes up by half each time, and twice as far once there is room for three times the people. */
const [stepUp, stride] = [1.5, 2];
const ample = 3;
/** Nobody plans by the last person there: where there is that much room it is looked at less closely. */
const ampleIsLessExact = 3;
/** A level that says nothing is tried once more. */
const triesOfInvalid = 2;
/** Percent. Where the bots were the limit, the app's own may lie a little lower. */
const withinOfInvalid = 25;
/** More are never tried. */
export const mostPeople = 20_000;

/** What a staircase leads up to. */
export interface Ascent {
  readonly people: number;
  readonly levels: Levels;
  /** People come in groups of so many; one by one unless said. */
  readonly groupsOf?: number;
  /** The plan's minutes are over: what is expected is still found out, where it gives way beyond that no more. */
  readonly isLate?: boolean;
}

/**
 * How many people the next level has (REH-07), whole groups of them: up the staircase until one fails, then between the last that passed
 * and the first that failed until the gap is small. Null: all is known that can be.
 */
export function nextPeople(done: readonly Level[], wish: Ascent): number | null {
  const [last, most] = [done.at(-1), holds(done)];
  if (wish.isLate === true && most >= wish.people) return null;
  if (last?.verdict === 'invalid' && !isGivenUp(last, done)) return last.people;
  const ceiling = tooMany(done);
  if (ceiling === null) return stepAbove(most, wish);
  if (ceiling.verdict === 'invalid' && most === 0) return null;
  return between(most, ceiling, wish);
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

/** The smallest level at which the bots themselves were the limit, each time; null when they kept up. */
export function firstGivenUp(done: readonly Level[]): Extract<Level, { verdict: 'invalid' }> | null {
  const given = done.filter((level) => level.verdict === 'invalid').filter((level) => isGivenUp(level, done));
  return given.toSorted((a, b) => a.people - b.people)[0] ?? null;
}

function isGivenUp({ people }: Level, done: readonly Level[]): boolean {
  const tries = done.filter((level) => level.people === people);
  return tries.length >= triesOfInvalid && tries.every(({ verdict }) => verdict === 'invalid');
}

/** The least of which it is known that more need not be tried. */
function tooMany(done: readonly Level[]): Level | null {
  const [failed, given] = [firstFail(done), firstGivenUp(done)];
  return given !== null && given.people < (failed?.people ?? Infinity) ? given : failed;
}

const inGroups = (people: number, unit: number): number => Math.max(1, Math.round(people / unit)) * unit;

function stepAbove(passed: number, { people, levels, groupsOf = 1 }: Ascent): number | null {
  const top = Math.min(mostPeople, inGroups((people * (levels.upTo ?? Infinity)) / 100, groupsOf));
  const step = levels.percents.map((percent) => inGroups((people * percent) / 100, groupsOf)).find((each) => each > passed && each <= top);
  if (step !== undefined) return step;
  const above = Math.min(inGroups(passed * (passed < people * ample ? stepUp : stride), groupsOf), top);
  return above > passed ? above : null;
}

function between(passed: number, { people: ceiling, verdict }: Level, { people, levels, groupsOf = 1 }: Ascent): number | null {
  const ofFailed = passed < people * ample ? levels.within : levels.within * ampleIsLessExact;
  const within = verdict === 'invalid' ? Math.max(withinOfInvalid, ofFailed) : ofFailed;
  if (ceiling - passed <= Math.max(1, (ceiling * within) / 100)) return null;
  const middle = Math.floor((passed + ceiling) / 2 / groupsOf) * groupsOf;
  return middle > passed ? middle : null; // no group fits in between
}

/** The most requests a second that were ever answered: where more people bring no more, the app's own limit. */
export const plateau = (done: readonly Level[]): number => Math.max(0, ...done.map(({ perSecond }) => perSecond));
