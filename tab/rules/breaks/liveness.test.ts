import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { liveness, livenessThresholds, type LivenessField } from './liveness.ts';

const open: LivenessField = {
  format: 'two-team',
  isGeneral: true,
  currentRound: 5,
  totalRounds: 6,
  totalTeams: 64,
  breakSize: 16,
  eligibleScores: [],
};

const cases: { it: string; field: Partial<LivenessField>; expect: { safe: number; dead: number } | null }[] = [
  { it: 'the spec’s example: safe on 5 wins, dead on 1', field: {}, expect: { safe: 5, dead: 1 } },
  { it: 'early on nobody is dead', field: { currentRound: 1 }, expect: { safe: 5, dead: -3 } },
  { it: 'everybody is safe when all break', field: { totalTeams: 10 }, expect: { safe: 0, dead: -1 } },
  { it: 'in BP too', field: { format: 'bp', totalTeams: 10 }, expect: { safe: -1, dead: -1 } },
  { it: 'a break of one says nothing', field: { breakSize: 1 }, expect: null },
  {
    it: 'a category counts its own teams',
    field: { isGeneral: false, breakSize: 2, eligibleScores: [4, 3, 1, 1] },
    expect: { safe: Math.min(6, 1 + 2 + 1), dead: 3 - 2 - 1 },
  },
  {
    it: 'a category that all break in is safe',
    field: { isGeneral: false, breakSize: 4, eligibleScores: [4, 3, 1, 1] },
    expect: { safe: 0, dead: -1 },
  },
];

describe('liveness', () => {
  for (const c of cases) it(c.it, () => assert.deepEqual(livenessThresholds({ ...open, ...c.field }), c.expect));

  it('is live between the thresholds', () => {
    assert.deepEqual(
      [5, 4, 2, 1].map((points) => liveness(points, { safe: 5, dead: 1 })),
      ['safe', 'live', 'live', 'dead'],
    );
  });

  it('counts teams as if every result were a coin toss', () =>
    fc.assert(
      fc.property(
        fc.constantFrom<LivenessField['format']>('two-team', 'bp'),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 2, max: 24 }),
        (format, totalRounds, breakSize) => {
          const totalTeams = format === 'bp' ? 4 ** totalRounds : 2 ** totalRounds;
          fc.pre(totalTeams >= breakSize);
          const points = allOutcomes(format === 'bp' ? 4 : 2, totalRounds).sort((a, b) => b - a);
          const field = { ...open, format, totalRounds, totalTeams, breakSize, currentRound: totalRounds + 1 };
          const found = livenessThresholds(field);
          const safeWith = points.findLast((score) => points.filter((other) => other >= score).length <= breakSize);
          assert.equal(found?.safe, safeWith ?? (points[0] ?? 0) + 1);
        },
      ),
    ));
});

/** The points of every way a team's rounds may end. */
function allOutcomes(results: number, rounds: number): number[] {
  if (rounds === 0) return [0];
  return allOutcomes(results, rounds - 1).flatMap((points) => Array.from({ length: results }, (_result, won) => points + won));
}
