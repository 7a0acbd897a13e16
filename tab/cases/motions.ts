import * as v from 'valibot';
import { motionBalance } from '../rules/motions.ts';
import { fieldDifference } from './compare.ts';

const motionCase = v.object({ aff_wins: v.number(), neg_wins: v.number() });
const verdict = v.looseObject({ statistic: v.nullish(v.number()), level: v.string() });

export function answerMotions(given: unknown): unknown {
  const { aff_wins, neg_wins } = v.parse(motionCase, given);
  return motionBalance(aff_wins, neg_wins);
}

export function judgeMotions(given: unknown, answer: unknown): string | null {
  const { expected } = v.parse(v.object({ expected: verdict }), given);
  return fieldDifference({ expected, given: v.parse(verdict, answer), fields: ['statistic', 'level'] }, '');
}
