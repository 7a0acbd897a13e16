import type { Level } from './level.ts';
import type { Levels } from './plan-file.ts';
import { firstFail, firstGivenUp, holds, mostPeople } from './staircase.ts';

/** Where an app gives way, or why that is not known. */
export interface Knee {
  readonly kind:
    | 'found'
    /** The bots themselves could not do more. */
    | 'bots'
    /** The plan tries no more. */
    | 'plan'
    /** The plan's minutes were over. */
    | 'time';
  /** The most that passed. */
  readonly holds: number;
  /** The least that failed; null: none did. */
  readonly fails: number | null;
  /** `It gives way between 675 and 700 people: 95 of 100 pages took up to 1,900 ms instead of 1,500 ms.` */
  readonly words: string;
}

/** The knee of a curve that was played to its end (REH-07); null when no level said anything. */
export function knee(curve: readonly Level[], levels: Pick<Levels, 'upTo' | 'minutes'>): Knee | null {
  const [held, failed, givenUp] = [holds(curve), firstFail(curve), firstGivenUp(curve)];
  if (failed !== null) return { kind: 'found', holds: held, fails: failed.people, words: foundWords(held, failed) };
  if (givenUp !== null) return { kind: 'bots', holds: held, fails: null, words: botsWords(held, givenUp) };
  if (held === 0) return null;
  const reached = `It holds ${many(held)} people, and nothing gave way`;
  if (levels.upTo === null && held < mostPeople)
    return { kind: 'time', holds: held, fails: null, words: `${reached} in the ${levels.minutes} minutes that the plan has for it.` };
  const most = levels.upTo === null ? many(mostPeople) : `${levels.upTo} % of those expected`;
  return { kind: 'plan', holds: held, fails: null, words: `${reached}; more than ${most} are not tried.` };
}

function foundWords(held: number, { people, why }: Extract<Level, { verdict: 'fail' }>): string {
  if (held === 0) return `It gives way with ${many(people)} people already: ${why}.`;
  return `It gives way between ${many(held)} and ${many(people)} people: ${why}.`;
}

function botsWords(held: number, { people, why }: Extract<Level, { verdict: 'invalid' }>): string {
  if (held === 0) return `Where it gives way cannot be told from here: with ${many(people)} people ${why}.`;
  return `It gives way somewhere above ${many(held)} people, beyond what the bots can do from here: with ${many(people)} ${why}.`;
}

const many = (people: number): string => people.toLocaleString('en');
