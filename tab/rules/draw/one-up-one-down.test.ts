import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Entrant } from './brackets.ts';
import { oneUpOneDown } from './one-up-one-down.ts';
import { defaultDrawOptions, type DrawOptions } from './options.ts';
import type { Pair } from './pairs.ts';
import { letter, sampleTeams } from './sample-field.ts';

interface Facts {
  readonly institution?: number;
  readonly met?: readonly number[];
}

/** Teams A, B, … slid against each other. */
function slide(lines: readonly Facts[]): Pair[] {
  const entrants = sampleTeams(lines).map((team): Entrant => ({ team, subrank: null, flags: [] }));
  const half = lines.length / 2;
  return entrants.slice(0, half).flatMap((first, index) => {
    const second = entrants[half + index];
    return second === undefined ? [] : [[first, second] as const];
  });
}

const swapped = (lines: readonly Facts[], options: Partial<DrawOptions> = {}): string =>
  oneUpOneDown(slide(lines), { ...defaultDrawOptions, ...options })
    .map(({ pair, flags }) => [pair.map(({ team }) => letter(team.id)).join(''), ...flags].join(' '))
    .join(', ');

const stranger = {};

describe('one up, one down', () => {
  const cases: { it: string; teams: Facts[]; options?: Partial<DrawOptions>; expect: string }[] = [
    { it: 'leaves pairs without conflict', teams: [{}, {}, {}, {}], expect: 'AC, BD' },
    {
      it: 'takes the upper of two equal swaps (the spec’s example)',
      teams: [{ institution: 1 }, stranger, stranger, stranger, { institution: 1 }, stranger, stranger, stranger],
      expect: 'AF 1u1d_inst, BE 1u1d_other, CG, DH',
    },
    {
      it: 'mends a meeting in the last pair upwards',
      teams: [{}, {}, { met: [6] }, {}, {}, {}],
      expect: 'AD, BF 1u1d_other, CE 1u1d_hist',
    },
    {
      it: 'does not mend an institution at the price of a meeting',
      teams: [{ institution: 1, met: [4] }, {}, { institution: 1 }, {}],
      expect: 'AC, BD',
    },
    {
      it: 'mends a meeting at the price of an institution',
      teams: [{ institution: 1, met: [3] }, {}, {}, { institution: 1 }],
      expect: 'AD 1u1d_hist, BC 1u1d_other',
    },
    { it: 'mends nothing that is not avoided', teams: [{ met: [3] }, {}, {}, {}], options: { avoidHistory: false }, expect: 'AC, BD' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(swapped(c.teams, c.options), c.expect));

  it('no set of swaps that leaves each pair to one swap does better', () => {
    const anyTeams = fc
      .array(fc.record({ institution: fc.integer({ min: 1, max: 3 }), met: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }) }), {
        minLength: 2,
        maxLength: 6,
      })
      .map((half) => [...half, ...half]);
    fc.assert(
      fc.property(anyTeams, (teams) => {
        const pairs = slide(teams);
        const made = oneUpOneDown(pairs, defaultDrawOptions).map(({ pair }) => pair);
        const best = Math.min(...swapSets(pairs.length - 1).map((swaps) => cost(withSwaps(pairs, swaps))));
        assert.ok(cost(made) <= best + 0.02 * pairs.length, `${cost(made)} is more than ${best}`);
      }),
    );
  });
});

/** Every set of swaps of neighbours in which no two touch. */
function swapSets(swaps: number): number[][] {
  if (swaps <= 0) return [[]];
  const without = swapSets(swaps - 1);
  return [...without, ...swapSets(swaps - 2).map((set) => [...set, swaps - 1])];
}

/** Makes the swaps that may be made: not those that make more teams meet again. */
function withSwaps(pairs: readonly Pair[], swaps: readonly number[]): Pair[] {
  const result = [...pairs];
  for (const index of swaps) {
    const [upper, lower] = [result[index], result[index + 1]];
    if (upper === undefined || lower === undefined) continue;
    const after: Pair[] = [
      [upper[0], lower[1]],
      [lower[0], upper[1]],
    ];
    if (meetings(after) <= meetings([upper, lower])) result.splice(index, 2, ...after);
  }
  return result;
}

function meetings(pairs: readonly Pair[]): number {
  return pairs.reduce((total, [a, b]) => total + (a.team.seen.get(b.team.id) ?? b.team.seen.get(a.team.id) ?? 0), 0);
}

function cost(pairs: readonly Pair[]): number {
  const shared = pairs.filter(([a, b]) => a.team.institution !== null && a.team.institution === b.team.institution);
  return 1000 * meetings(pairs) + shared.length;
}
