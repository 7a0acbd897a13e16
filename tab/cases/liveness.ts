import * as v from 'valibot';
import { livenessThresholds } from '../rules/breaks/liveness.ts';
import { fieldDifference } from './compare.ts';

const livenessCase = v.object({
  format: v.picklist(['two-team', 'bp']),
  is_general: v.boolean(),
  current_round: v.number(),
  break_size: v.number(),
  total_teams: v.number(),
  total_rounds: v.number(),
  eligible_scores: v.nullish(v.array(v.number()), []),
});
const thresholds = v.looseObject({ safe: v.nullish(v.number()), dead: v.nullish(v.number()) });

export function answerLiveness(given: unknown): unknown {
  const one = v.parse(livenessCase, given);
  const found = livenessThresholds({
    format: one.format,
    isGeneral: one.is_general,
    currentRound: one.current_round,
    totalRounds: one.total_rounds,
    totalTeams: one.total_teams,
    breakSize: one.break_size,
    eligibleScores: one.eligible_scores,
  });
  return found ?? { safe: null, dead: null };
}

export function judgeLiveness(given: unknown, answer: unknown): string | null {
  const { expected } = v.parse(v.object({ expected: thresholds }), given);
  return fieldDifference({ expected, given: v.parse(thresholds, answer), fields: ['safe', 'dead'] }, '');
}
