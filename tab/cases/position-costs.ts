import * as v from 'valibot';
import { positionCosts } from '../rules/draw/bp-positions.ts';
import { firstDifference } from './compare.ts';

const costCase = v.object({
  side_history: v.array(v.number()),
  expected: v.array(
    v.looseObject({
      position_cost: v.picklist(['simple', 'simple_relative', 'entropy', 'variance']),
      renyi_order: v.nullish(v.number(), null),
    }),
  ),
});

export function answerPositionCosts(given: unknown): unknown {
  const one = v.parse(costCase, given);
  return {
    costs: one.expected.map(({ position_cost: kind, renyi_order }) => ({
      position_cost: kind,
      renyi_order,
      costs: positionCosts(one.side_history, { kind, renyiOrder: renyi_order ?? 1 }),
    })),
  };
}

export function judgePositionCosts(given: unknown, answer: unknown): string | null {
  const { expected } = v.parse(costCase, given);
  return firstDifference({ costs: expected }, answer, '');
}
