import { ballotFault, type BallotFault } from './ballot-fault.ts';

/** One of several things that a substantive speech is scored by; its score is the weighted sum of them. Requirements §1.6. */
export interface ScoreCriterion {
  readonly id: number;
  readonly name: string;
  readonly weight: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** One that is not may be left empty, and then counts nothing. */
  readonly isRequired: boolean;
}

/** One that is about to be made. */
export type NewCriterion = Omit<ScoreCriterion, 'id'>;

/** Whole thousandths of a decimal. */
const thousandths = (value: number): number => Math.round(value * 1000);

/** The score of a speech: the sum of its criteria by weight, exact to the thousandth. Null until every required criterion is filled in. */
export function criteriaScore(given: readonly (number | null)[], criteria: readonly ScoreCriterion[]): number | null {
  const isMissing = criteria.some(({ isRequired }, index) => isRequired && (given[index] ?? null) === null);
  if (isMissing || given.every((one) => one === null)) return null;
  const millionths = criteria.reduce((sum, { weight }, index) => sum + thousandths(weight) * thousandths(given[index] ?? 0), 0);
  return Math.round(millionths / 1000) / 1000;
}

/** What a speech can score at least and at most; criteria that may be left empty count nothing at least. */
export function criteriaRange(criteria: readonly ScoreCriterion[]): { readonly min: number; readonly max: number } {
  const sum = (end: 'min' | 'max'): number =>
    criteria.reduce((total, one) => total + thousandths(one.weight) * thousandths(end === 'min' && !one.isRequired ? 0 : one[end]), 0) /
    1_000_000;
  return { min: sum('min'), max: sum('max') };
}

interface SpeechPlace {
  readonly side: number;
  readonly position: number;
}

/** What is wrong with the criteria of one speech: missing, out of range, off the step. */
export function criteriaFaults(given: readonly (number | null)[], criteria: readonly ScoreCriterion[], place: SpeechPlace): BallotFault[] {
  return criteria.flatMap((criterion, index) => {
    const value = given[index] ?? null;
    if (value === null || !Number.isFinite(value))
      return criterion.isRequired ? [ballotFault('missing', `${criterion.name} is missing.`, place)] : [];
    const says = valueFault(value, criterion);
    return says === null ? [] : [ballotFault(says.code, says.message, place)];
  });
}

function valueFault(value: number, { name, min, max, step }: ScoreCriterion) {
  if (value < min || value > max) return { code: 'out-of-range', message: `${name}: ${value} is outside ${min} to ${max}.` } as const;
  const steps = thousandths(value - min) / thousandths(step);
  const isWhole = Number.isInteger(steps) && Math.abs(value * 1000 - thousandths(value)) < 1e-6;
  return isWhole ? null : ({ code: 'off-step', message: `${name}: ${value} is not a step of ${step} above ${min}.` } as const);
}

/** Why a criterion cannot be as it is, in a sentence; null when it can. */
export function criterionFault({ weight, min, max, step }: Pick<ScoreCriterion, 'weight' | 'min' | 'max' | 'step'>): string | null {
  if (max < min) return 'The highest score is below the lowest.';
  if (step <= 0) return 'The step must be above 0.';
  if (weight <= 0) return 'The weight must be above 0.';
  const isExact = [min, step].every((value) => Math.abs(weight * value * 1000 - Math.round(weight * value * 1000)) < 1e-6);
  return isExact ? null : 'Weight times score has more than three decimals; take a rounder weight or step.';
}
