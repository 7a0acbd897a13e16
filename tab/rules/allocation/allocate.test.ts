import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import type { DebateId, PersonId, TeamId } from '../ids.ts';
import { defaultSettings } from '../settings.ts';
import { allocateAdjudicators, type Allocation, type AllocationField } from './allocate.ts';
import { pairSet, strangers } from './conflicts.ts';
import { seatCost, type RatedAdjudicator } from './cost.ts';
import type { JudgedDebate } from './panels.ts';

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names a debate of a test
const debateId = (number: number): DebateId => number as DebateId;
// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names an adjudicator of a test
const person = (number: number): PersonId => number as PersonId;
// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names a team of a test
const team = (number: number): TeamId => number as TeamId;

const settings = { ...defaultSettings, adj_allocation_mode: 'weighted' } as const;
/** Debates from 1, of teams 10 and 11, 20 and 21, …, by importance. */
const debates = (importances: readonly number[]): JudgedDebate[] =>
  importances.map((importance, index) => ({
    id: debateId(index + 1),
    importance,
    roomRank: index + 1,
    teams: [team(index * 10 + 10), team(index * 10 + 11)],
  }));
const adjudicators = (scores: readonly number[], trainees: readonly number[] = []): RatedAdjudicator[] =>
  scores.map((score, index) => ({ id: person(index + 1), score, isTrainee: trainees.includes(index + 1) }));

const field = (some: Partial<AllocationField>): AllocationField => ({
  format: 'voting',
  debates: debates([0, 0]),
  adjudicators: adjudicators([5, 4, 3, 2]),
  acquaintance: strangers,
  settings,
  ...some,
});
const allocated = (some: Partial<AllocationField>): Allocation => allocateAdjudicators(field(some), seededRandom('a'));

/** "1: 2 3 (4)" is debate 1 chaired by 2 with panellist 3 and trainee 4. */
function written(allocation: Allocation): string {
  if (allocation.kind === 'impossible') return allocation.message;
  return [...allocation.panels]
    .map(([debate, { chair, panellists, trainees }]) => {
      const people = [...(chair === null ? [] : [chair]), ...panellists, ...trainees.map((one) => `(${one})`)];
      return `${debate}: ${people.join(' ')}`.trim();
    })
    .join(' | ');
}

describe('the cost of a seat', () => {
  const cases = [
    { importance: 0, delta: 0, expect: 42_522.08 },
    { importance: 2, delta: 0, expect: 314_191.66 },
    { importance: -2, delta: -2, expect: 1 },
  ];
  for (const { importance, delta, expect } of cases)
    it(`score 4 on importance ${importance} with δ ${delta} is ${expect}`, () => {
      const cost = seatCost({ id: person(1), score: 4, isTrainee: false }, { teams: [], importance, delta, chair: null }, field({}));
      assert.ok(Math.abs(cost - expect) < 0.01, String(cost));
    });

  it('adds conflicts and meetings', () => {
    const acquaintance = { ...strangers, conflictsWithTeam: pairSet([[1, 10]]), hasSeenTeam: pairSet([[1, 11]]) };
    const seat = { teams: [team(10), team(11)], importance: -3, delta: 0, chair: null };
    assert.equal(seatCost({ id: person(1), score: 5, isTrainee: false }, seat, field({ acquaintance })), 1_010_000);
  });
});

describe('allocation', () => {
  const cases: { it: string; field: Partial<AllocationField>; expect: string }[] = [
    {
      it: 'strong singles take the top rooms',
      field: { debates: debates([0, 2]), adjudicators: adjudicators([3, 5]) },
      expect: '2: 2 | 1: 1',
    },
    { it: 'two more than debates make a panel of the lower room', field: {}, expect: '1: 1 | 2: 2 3 4' },
    { it: 'trainees sit with single chairs', field: { adjudicators: adjudicators([5, 4, 1]) }, expect: '1: 1 (3) | 2: 2' },
    {
      it: 'too few leave the last rooms empty',
      field: { debates: debates([0, 0, 0]), adjudicators: adjudicators([5]) },
      expect: '1: 1 | 2: | 3:',
    },
    { it: 'a panel together spreads everybody', field: { format: 'consensus' }, expect: '1: 1 3 | 2: 2 4' },
    {
      it: 'nobody may chair',
      field: { adjudicators: adjudicators([1, 5], [2]) },
      expect: 'None of the 2 available adjudicators may chair: each is a trainee or scores under 1.5.',
    },
  ];
  for (const c of cases)
    it(c.it, () => {
      const found = written(allocated(c.field));
      const sorted = (text: string): string =>
        text
          .split(' | ')
          .map((one) => one.split(' ').sort().join(' '))
          .join(' | ');
      if (c.field.format === 'consensus') assert.equal(found.split(' ').length, c.expect.split(' ').length);
      else assert.equal(sorted(found), sorted(c.expect));
    });

  it('warns of too few voters, of short panels and of scores out of range', () => {
    const few = allocated({ debates: debates([0, 0, 0]), adjudicators: adjudicators([6, -1]) });
    assert.equal(few.kind === 'allocated' ? few.warnings.length : 0, 4);
  });

  it('without conflicts while that can be, in the mode lexicographic', () => {
    const acquaintance = { ...strangers, conflictsWithTeam: pairSet([[1, 10]]) };
    const strict = { ...settings, adj_allocation_mode: 'lexicographic', adj_conflict_penalty: 0 } as const;
    const found = allocated({ debates: debates([2, -2]), adjudicators: adjudicators([5, 2]), acquaintance, settings: strict });
    assert.equal(written(found), '1: 2 | 2: 1');
  });

  const anyField = fc.record({
    format: fc.constantFrom<AllocationField['format']>('voting', 'consensus'),
    importances: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 3 }),
    scores: fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 6 }),
    conflicts: fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom(10, 11, 20, 21, 30, 31)), { maxLength: 6 }),
    seen: fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom(10, 11, 20, 21, 30, 31)), { maxLength: 6 }),
  });

  it('costs no more than any other way to seat the voters of a room each', () =>
    fc.assert(
      fc.property(anyField, ({ format, importances, scores, conflicts, seen }) => {
        const acquaintance = { ...strangers, conflictsWithTeam: pairSet(conflicts), hasSeenTeam: pairSet(seen) };
        const people = adjudicators(scores.map((score) => score / 100));
        const rooms = debates(importances);
        const bare = { ...settings, no_panellist_position: true, no_trainee_position: true, adj_min_voting_score: 0 };
        const found = allocateAdjudicators(
          { format, debates: rooms, adjudicators: people, acquaintance, settings: bare },
          seededRandom('a'),
        );
        assert.ok(found.kind === 'allocated');
        const strongest = people.toSorted((a, b) => b.score - a.score).slice(0, rooms.length);
        const inOrder = rooms.toSorted((a, b) => b.importance - a.importance || a.roomRank - b.roomRank).slice(0, strongest.length);
        const cost = (debate: JudgedDebate, one: RatedAdjudicator): number =>
          seatCost(one, { teams: debate.teams, importance: debate.importance, delta: 0, chair: null }, { settings: bare, acquaintance });
        const total = inOrder.reduce((so, debate) => {
          const chair = strongest.find(({ id }) => id === found.panels.get(debate.id)?.chair);
          return so + (chair === undefined ? Infinity : cost(debate, chair));
        }, 0);
        const least = Math.min(
          ...orders(strongest).map((order) =>
            inOrder.reduce((so, debate, index) => so + cost(debate, order[index] ?? order[0] ?? noone), 0),
          ),
        );
        assert.ok(total <= least * (1 + 1e-9) + 1e-9, `${total} is more than ${least}`);
      }),
    ));

  it('places nobody twice and nobody who may not vote among the voters', () =>
    fc.assert(
      fc.property(anyField, ({ format, importances, scores }) => {
        const found = allocated({ format, debates: debates(importances), adjudicators: adjudicators(scores.map((score) => score / 100)) });
        if (found.kind === 'impossible') return;
        const panels = [...found.panels.values()];
        const voters = panels.flatMap(({ chair, panellists }) => [...(chair === null ? [] : [chair]), ...panellists]);
        const placed = [...voters, ...panels.flatMap(({ trainees }) => trainees)];
        assert.equal(new Set(placed).size, placed.length);
        assert.ok(voters.every((one) => found.votingPool.includes(one)));
      }),
    ));
});

const noone: RatedAdjudicator = { id: person(0), score: 0, isTrainee: true };

function orders<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, index) => orders(items.filter((_item, other) => other !== index)).map((rest) => [first, ...rest]));
}
