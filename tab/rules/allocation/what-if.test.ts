import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readId } from '../ids.ts';
import type { DebateId, PersonId, TeamId } from '../ids.ts';
import type { PanelSeat, Seating } from './seating.ts';
import { boardIn, clashesAfter, costChange, panelCost } from './what-if.ts';

const person = (id: number): PersonId => readId<PersonId>(id) ?? assert.fail();
const debateId = (id: number): DebateId => readId<DebateId>(id) ?? assert.fail();
const team = (id: number): TeamId => readId<TeamId>(id) ?? assert.fail();
const [strong, weak, own] = [person(1), person(2), person(3)];
const [high, low] = [debateId(1), debateId(2)];
const judge = (id: PersonId, name: string, score: number) => ({
  id,
  name,
  score,
  institution: name === 'Own' ? 'Oak' : null,
  isTrainee: false,
});
const room = (id: DebateId, importance: number, first: number) => ({
  id,
  importance,
  teams: [first, first + 1].map((one) => ({ id: team(one), name: `Team ${one}`, institution: one === 3 ? 'Oak' : null })),
});
const board = boardIn({
  settings: { adj_min_score: 0, adj_max_score: 5, adj_conflict_penalty: 1_000_000, adj_history_penalty: 10_000 },
  format: 'consensus',
  judges: [judge(strong, 'Strong', 4), judge(weak, 'Weak', 1), judge(own, 'Own', 4)],
  debates: [room(high, 0, 1), room(low, -2, 3)],
  pairs: {
    conflictsWithTeam: [[own, team(3)]],
    conflictsWithAdjudicator: [[strong, weak]],
    hasSeenTeam: [[strong, team(4)]],
    hasSeenAdjudicator: [],
  },
});
const chair = (id: DebateId): PanelSeat => ({ debateId: id, place: 'C' });
const change = (adjudicatorId: PersonId, to: PanelSeat | null) => [{ adjudicatorId, to }];
const nobody: Seating = new Map();
const near = (actual: number, expected: number): void => assert.ok(Math.abs(actual - expected) < 0.01, `${actual} is not ${expected}`);

describe('what a move would cost', () => {
  it('is the cost of the seat as the allocation reckons it (spec tab §4.4: 42 522.08)', () => {
    const debate = board.debates.get(high) ?? assert.fail();
    near(panelCost(board, debate, new Map([[strong, chair(high)]])), 42_522.08);
  });

  it('is less when an empty chair is filled, and the less the stronger they are', () => {
    const [byStrong, byWeak] = [strong, weak].map((who) => costChange(board, nobody, change(who, chair(high))));
    assert.ok(byStrong !== undefined && byWeak !== undefined && byStrong < byWeak && byWeak < 0);
  });

  it('is nothing for a swap and the swap back', () => {
    const seating: Seating = new Map([
      [strong, chair(high)],
      [weak, chair(low)],
    ]);
    const swap = [...change(strong, chair(low)), ...change(weak, chair(high))];
    const back = [...change(strong, chair(high)), ...change(weak, chair(low))];
    near(
      costChange(board, seating, swap) +
        costChange(
          board,
          new Map([
            [strong, chair(low)],
            [weak, chair(high)],
          ]),
          back,
        ),
      0,
    );
    assert.ok(costChange(board, seating, swap) > 0);
  });

  it('has the penalty of a conflict in it', () => {
    assert.ok(costChange(board, nobody, change(own, chair(low))) - costChange(board, nobody, change(strong, chair(low))) > 900_000);
  });
});

describe('the clashes of a move', () => {
  const cases = [
    {
      it: 'name the team of their own institution',
      who: own,
      seating: nobody,
      to: chair(low),
      expect: [['fail', 'own institution: Team 3']],
    },
    { it: 'name a team they have judged', who: strong, seating: nobody, to: chair(low), expect: [['late', 'has judged Team 4']] },
    {
      it: 'name a colleague they must not sit with',
      who: strong,
      seating: new Map([[weak, chair(high)]]),
      to: { debateId: high, place: 'P' as const },
      expect: [['fail', 'conflict with Weak']],
    },
    { it: 'are none among the free', who: own, seating: new Map([[own, chair(low)]]), to: null, expect: [] },
  ] as const;
  for (const c of cases)
    it(c.it, () =>
      assert.deepEqual(
        clashesAfter(board, c.seating, change(c.who, c.to)).map(({ kind, words }) => [kind, words]),
        c.expect,
      ),
    );
});
