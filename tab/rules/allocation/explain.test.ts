import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { debate, person, team } from '../sample-ids.ts';
import { allocationCost, seatTerms } from './explain.ts';
import { boardIn, panelCost } from './what-if.ts';
import type { PanelSeat } from './seating.ts';

const board = (format: 'voting' | 'consensus') =>
  boardIn({
    settings: { adj_min_score: 0, adj_max_score: 5, adj_conflict_penalty: 1_000_000, adj_history_penalty: 10_000 },
    format,
    judges: [5, 4, 3].map((score, index) => ({ id: person(index + 1), name: `J${index + 1}`, institution: null, score, isTrainee: false })),
    debates: [{ id: debate(1), importance: 0, teams: [1, 2].map((id) => ({ id: team(id), name: `T${id}`, institution: null })) }],
    pairs: {
      conflictsWithTeam: [[person(2), team(1)]],
      conflictsWithAdjudicator: [],
      hasSeenTeam: [[person(2), team(2)]],
      hasSeenAdjudicator: [[person(1), person(2)]],
    },
  });
const seating = new Map<ReturnType<typeof person>, PanelSeat>([
  [person(1), { debateId: debate(1), place: 'C' }],
  [person(2), { debateId: debate(1), place: 'P' }],
  [person(3), { debateId: debate(1), place: 'P' }],
]);

describe('what a seat costs, part by part', () => {
  it('names conflicts, meetings and what the seat asks', () => {
    assert.deepEqual(
      seatTerms(board('voting'), seating, person(2)).map(({ words, cost }) => [words, Math.round(cost)]),
      [
        ['1 conflict', 1_000_000],
        ['2 earlier meetings', 20_000],
        ['the seat asks 8.0, they have 4.0', 42_521],
        ['below the top of the scale', 1],
      ],
    );
  });

  it('adds up to the panel, and the panels to the allocation, in both formats', () => {
    for (const format of ['voting', 'consensus'] as const) {
      const one = board(format);
      const terms = [1, 2, 3].flatMap((id) => seatTerms(one, seating, person(id)));
      const sum = terms.reduce((total, { cost }) => total + cost, 0);
      const [only] = one.debates.values();
      assert.ok(only);
      assert.ok(Math.abs(sum - panelCost(one, only, seating)) < 1e-6);
      assert.equal(allocationCost(one, seating), panelCost(one, only, seating));
    }
  });

  it('has nothing to say of who is free', () => assert.deepEqual(seatTerms(board('voting'), new Map(), person(1)), []));
});
