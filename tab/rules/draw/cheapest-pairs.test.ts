import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Entrant } from './brackets.ts';
import { cheapestPairs, costOfPairs } from './cheapest-pairs.ts';
import { defaultDrawOptions, type DrawOptions, type PairingMethod } from './options.ts';
import type { Pair } from './pairs.ts';
import { letter, sampleTeams } from './sample-field.ts';

const free = { method: 'slide', isTopBracket: true, areSidesPreallocated: false } as const;
const options = (some: Partial<DrawOptions>): DrawOptions => ({ ...defaultDrawOptions, avoidConflicts: 'graph', ...some });

function entrantsOf(lines: Parameters<typeof sampleTeams>[0], pulledUp: readonly number[] = []): Entrant[] {
  return sampleTeams(lines).map((team) => {
    const isPulledUp = pulledUp.includes(team.id);
    return { team, subrank: isPulledUp ? null : team.subrank, flags: isPulledUp ? ['pullup'] : [] };
  });
}

function costOf(first: object, second: object, some: Partial<DrawOptions>): number {
  const [a, b] = entrantsOf([first, second]);
  return a === undefined || b === undefined ? NaN : costOfPairs([[a, b]], { ...free, method: 'random' }, options(some));
}

describe('the cost of a pair', () => {
  it('counts each meeting and a shared institution', () => {
    assert.equal(costOf({ institution: 1, met: [2, 2] }, { institution: 1 }, {}), 2001);
    assert.equal(costOf({ institution: 1, met: [2, 2] }, { institution: 1 }, { avoidHistory: false }), 1);
    assert.equal(costOf({}, {}, {}), 0);
  });

  const leads: { a: number[]; b: number[]; expect: number }[] = [
    { a: [3, 1], b: [4, 1], expect: 20 },
    { a: [3, 1], b: [1, 4], expect: 0 },
    { a: [1, 1], b: [4, 1], expect: 0 },
    { a: [0, 1], b: [1, 3], expect: 10 },
  ];
  for (const { a, b, expect } of leads)
    it(`sides ${a.join('–')} and ${b.join('–')} cost ${expect}`, () =>
      assert.equal(costOf({ sideHistory: a }, { sideHistory: b }, { sidePenalty: 10 }), expect));

  it('a pull-up costs the more, the more often either was in such a room', () => {
    const pair = entrantsOf([{ pullupDebates: 1 }, { pullupDebates: 3 }], [2]);
    const [a, b] = pair;
    assert.ok(a !== undefined && b !== undefined);
    assert.equal(costOfPairs([[a, b]], { ...free, method: 'random' }, options({ pullupDebatesPenalty: 7 })), 21);
  });

  const deviations: { method: PairingMethod; expect: number }[] = [
    { method: 'slide', expect: 1 },
    { method: 'fold', expect: 0 },
    { method: 'adjacent', expect: 2 },
    { method: 'fold_top_adjacent_rest', expect: 0 },
    { method: 'random', expect: 0 },
  ];
  for (const { method, expect } of deviations)
    it(`ranks 1 and 4 of 4 deviate by ${expect} from ${method}`, () => {
      const [a, , , d] = entrantsOf([1, 2, 3, 4].map((subrank) => ({ subrank })));
      assert.ok(a !== undefined && d !== undefined);
      assert.equal(costOfPairs([[a, d]], { ...free, method }, options({ pairingPenalty: 1 })), expect);
    });
});

describe('the cheapest pairs of a bracket', () => {
  it('come in order of their best team', () => {
    const entrants = entrantsOf([{ met: [2, 3] }, {}, {}, {}]);
    const made = cheapestPairs({ value: 1, entrants }, free, options({}));
    assert.equal(made.map((pair) => pair.map(({ team }) => letter(team.id)).join('')).join(' '), 'AD BC');
  });

  const anyTeams = fc.array(
    fc.record({
      institution: fc.integer({ min: 1, max: 3 }),
      subrank: fc.integer({ min: 1, max: 6 }),
      pullupDebates: fc.nat(2),
      met: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }),
      sideHistory: fc.tuple(fc.nat(3), fc.nat(3)),
    }),
    { minLength: 2, maxLength: 8 },
  );
  const anyOptions = fc.record({
    sidePenalty: fc.constantFrom(0, 100),
    pairingPenalty: fc.constantFrom(0, 1, 3),
    pullupDebatesPenalty: fc.constantFrom(0, 50),
  });
  const anyMethod = fc.constantFrom<PairingMethod>('slide', 'fold', 'adjacent', 'random', 'fold_top_adjacent_rest');

  it('cost no more than any other pairs', () =>
    fc.assert(
      fc.property(anyTeams, anyOptions, anyMethod, (lines, some, method) => {
        const even = lines.slice(0, lines.length - (lines.length % 2));
        const entrants = entrantsOf(even, [even.length]);
        const rule = { ...free, method };
        const found = costOfPairs(cheapestPairs({ value: 1, entrants }, rule, options(some)), rule, options(some));
        const least = Math.min(...allPairings(entrants).map((pairs) => costOfPairs(pairs, rule, options(some))));
        assert.ok(Math.abs(found - least) < 1e-6, `${found} is not ${least}`);
      }),
    ));

  it('with sides given, cost no more than any other pairs of one of each side', () =>
    fc.assert(
      fc.property(anyTeams, anyOptions, anyMethod, (lines, some, method) => {
        const half = Math.floor(lines.length / 2);
        const entrants = entrantsOf(lines.slice(0, half * 2).map((line, index) => ({ ...line, allocatedSide: index < half ? 0 : 1 })));
        const rule = { method, isTopBracket: true, areSidesPreallocated: true };
        const found = costOfPairs(cheapestPairs({ value: 1, entrants }, rule, options(some)), rule, options(some));
        const sided = allPairings(entrants).filter((pairs) => pairs.every(([a, b]) => a.team.allocatedSide !== b.team.allocatedSide));
        const least = Math.min(...sided.map((pairs) => costOfPairs(pairs, rule, options(some))));
        assert.ok(Math.abs(found - least) < 1e-6, `${found} is not ${least}`);
      }),
    ));
});

/** Every way to put the entrants in pairs. */
function allPairings(entrants: readonly Entrant[]): Pair[][] {
  const [first, ...others] = entrants;
  if (first === undefined) return [[]];
  return others.flatMap((partner) =>
    allPairings(others.filter((other) => other !== partner)).map((pairs): Pair[] => [[first, partner], ...pairs]),
  );
}
