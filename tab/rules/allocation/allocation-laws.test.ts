import assert from 'node:assert/strict';
import { describe } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { law } from '#kit/testing/law.ts';
import type { PersonId } from '../ids.ts';
import { debate, person, team } from '../sample-ids.ts';
import { defaultSettings } from '../settings.ts';
import { allocateAdjudicators, type AllocationField, type Panel } from './allocate.ts';
import { mutualPairSet, pairSet } from './conflicts.ts';
import { seatClashes, seatCost, type RatedAdjudicator } from './cost.ts';
import { byImportance, type JudgedDebate } from './panels.ts';

const seeds = fc.string({ minLength: 1, maxLength: 8 });

/** A round of few debates, so that every allocation of one person a room can be tried. */
const anyField: fc.Arbitrary<AllocationField> = fc
  .record({
    format: fc.constantFrom('voting', 'consensus'),
    debates: fc.integer({ min: 1, max: 5 }),
    adjudicators: fc.integer({ min: 1, max: 14 }),
    mode: fc.constantFrom('lexicographic', 'weighted'),
    panels: fc.boolean(),
    priority: fc.constantFrom('low', 'high'),
    seed: seeds,
  })
  .map(({ format, debates, adjudicators, mode, panels, priority, seed }) => {
    const random = seededRandom(seed);
    const some = (count: number, limit: number): [number, number][] =>
      Array.from({ length: count }, () => [1 + random.below(adjudicators), 1 + random.below(limit)]);
    return {
      format,
      debates: Array.from({ length: debates }, (_debate, index): JudgedDebate => {
        const teams = [team(index * 2 + 1), team(index * 2 + 2)];
        return { id: debate(index + 1), importance: random.below(5) - 2, roomRank: index + 1, teams };
      }),
      adjudicators: Array.from({ length: adjudicators }, (_adjudicator, index): RatedAdjudicator => {
        return { id: person(index + 1), score: random.next() * 5, isTrainee: index > 0 && random.below(6) === 0 };
      }),
      acquaintance: {
        conflictsWithTeam: pairSet(some(adjudicators, debates * 2)),
        hasSeenTeam: pairSet(some(adjudicators, debates * 2)),
        conflictsWithAdjudicator: mutualPairSet(some(3, adjudicators)),
        hasSeenAdjudicator: mutualPairSet(some(3, adjudicators)),
      },
      settings: {
        ...defaultSettings,
        adj_min_voting_score: 1,
        adj_allocation_mode: mode,
        no_panellist_position: !panels,
        panel_priority: priority,
      },
    };
  });

const everybody = (panel: Panel): PersonId[] => [...(panel.chair === null ? [] : [panel.chair]), ...panel.panellists, ...panel.trainees];

describe('every allocation', () => {
  law(
    'seats nobody twice, nobody who is not there, and only those who may vote with a vote',
    fc.tuple(anyField, seeds),
    ([field, seed]) => {
      const allocation = allocateAdjudicators(field, seededRandom(seed));
      if (allocation.kind === 'impossible') return;
      const panels = [...allocation.panels.values()];
      const seated = panels.flatMap(everybody);
      assert.equal(new Set(seated).size, seated.length);
      assert.ok(seated.every((id) => field.adjudicators.some((one) => one.id === id)));
      const voting = panels.flatMap((panel) => [panel.chair, ...panel.panellists].filter((id) => id !== null));
      assert.ok(voting.every((id) => allocation.votingPool.includes(id)));
      assert.ok(panels.every((panel) => panel.panellists.length === 0 || panel.chair !== null));
    },
  );

  law('has the strongest of each panel in the chair', fc.tuple(anyField, seeds), ([field, seed]) => {
    const allocation = allocateAdjudicators(field, seededRandom(seed));
    if (allocation.kind === 'impossible') return;
    const scores = new Map(field.adjudicators.map(({ id, score }) => [id, score]));
    for (const { chair, panellists } of allocation.panels.values())
      assert.ok(panellists.every((id) => (scores.get(id) ?? 0) <= (scores.get(chair ?? id) ?? 0)));
  });

  law('is the same again for the same seed', fc.tuple(anyField, seeds), ([field, seed]) => {
    assert.deepEqual(allocateAdjudicators(field, seededRandom(seed)), allocateAdjudicators(field, seededRandom(seed)));
  });
});

/** A judge in each room: which conflicts and costs that comes to. */
interface Price {
  readonly conflicts: number;
  readonly cost: number;
}

const prices = (field: AllocationField, debates: readonly JudgedDebate[]) =>
  debates.map((one) =>
    field.adjudicators.map((judge): Price => {
      const seat = { teams: one.teams, importance: one.importance, delta: 0, chair: null };
      return { conflicts: seatClashes(judge, seat, field.acquaintance).conflicts, cost: seatCost(judge, seat, field) };
    }),
  );

/** The best sum by trying everybody in every room; the fewest conflicts come first where `isConflictFree` asks for it. */
function bestByTrying(rows: readonly (readonly Price[])[], people: readonly number[], weigh: (price: Price) => number): number {
  const [row, ...rest] = rows;
  if (row === undefined) return 0;
  return Math.min(
    ...people.map((index) => {
      const price = row[index];
      return (
        (price === undefined ? Infinity : weigh(price)) +
        bestByTrying(
          rest,
          people.filter((other) => other !== index),
          weigh,
        )
      );
    }),
  );
}

describe('one judge a room', () => {
  const oneEach = anyField.map((field): AllocationField => {
    const count = Math.max(field.debates.length, Math.min(6, field.adjudicators.length));
    const adjudicators = Array.from({ length: count }, (_judge, index): RatedAdjudicator => {
      return { id: person(index + 1), score: 1 + (field.adjudicators[index]?.score ?? index / 3), isTrainee: false };
    });
    return { ...field, adjudicators, settings: { ...field.settings, no_panellist_position: true, no_trainee_position: true } };
  });

  law('is allocated at the least cost there is', fc.tuple(oneEach, seeds), ([field, seed]) => {
    const allocation = allocateAdjudicators(field, seededRandom(seed));
    assert.ok(allocation.kind === 'allocated');
    const debates = byImportance(field.debates);
    const rows = prices(field, debates);
    const place = (id: PersonId | null | undefined): number => field.adjudicators.findIndex((one) => one.id === id);
    const found = debates.map(({ id }, row) => rows[row]?.[place(allocation.panels.get(id)?.chair)]);
    const weigh = ({ conflicts, cost }: Price): number =>
      cost + (field.settings.adj_allocation_mode === 'lexicographic' ? conflicts * 1e12 : 0);
    const total = found.reduce((sum, price) => sum + (price === undefined ? Infinity : weigh(price)), 0);
    const strongest = allocation.votingPool.slice(0, field.debates.length).map(place);
    const best = bestByTrying(rows, strongest, weigh);
    assert.ok(total <= best * (1 + 1e-9) + 1e-6, `${total} instead of ${best}`);
  });
});
