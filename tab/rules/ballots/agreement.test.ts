import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MotionId, PersonId } from '../ids.ts';
import { readId } from '../ids.ts';
import { defaultSettings } from '../settings.ts';
import { disputes, mergedBallot } from './agreement.ts';
import type { Ballot } from './ballot.ts';
import { areSame, differences, keyOf, type BallotCell } from './differences.ts';
import { motionChoice, motionFaults } from './motion-choice.ts';

const person = (number: number): PersonId | null => readId<PersonId>(number);
const motion = (number: number): MotionId | null => readId<MotionId>(number);

/** Two teams of one speech each. */
function ballot(
  change: Partial<{
    scores: [number | null, number | null];
    second: number;
    ghost: boolean;
    winners: number[];
    motion: number;
    veto: number;
  }> = {},
): Ballot {
  const { scores = [75, 74], second = 21, ghost = false, winners = [], motion: debated = 0, veto = 0 } = change;
  return {
    speeches: [[{ speaker: person(11), isGhost: false }], [{ speaker: person(second), isGhost: ghost }]],
    sheets: [{ scores: [[scores[0]], [scores[1]]], ranks: [], winners }],
    motion: motion(debated),
    vetoes: [null, motion(veto)],
    forfeit: null,
  };
}

const keys = (cells: readonly BallotCell[]): string[] => cells.map(keyOf);

describe('where two ballots differ', () => {
  const cases: { it: string; other: Ballot; expect: string[] }[] = [
    { it: 'nowhere', other: ballot(), expect: [] },
    { it: 'a score', other: ballot({ scores: [75, 73] }), expect: ['score 0 1 1'] },
    { it: 'a score that one left out', other: ballot({ scores: [null, 74] }), expect: ['score 0 0 1'] },
    { it: 'a speaker', other: ballot({ second: 22 }), expect: ['speaker  1 1'] },
    { it: 'a second speech', other: ballot({ ghost: true }), expect: ['ghost  1 1'] },
    { it: 'a tick', other: ballot({ winners: [1] }), expect: ['winner 0 1 '] },
    { it: 'the motion, and a veto', other: ballot({ motion: 5, veto: 6 }), expect: ['motion   ', 'veto  1 '] },
  ];
  for (const c of cases)
    it(c.it, () => {
      assert.deepEqual(keys(differences(ballot(), c.other)), c.expect);
      assert.deepEqual(keys(differences(c.other, ballot())).toSorted(), c.expect.toSorted());
      assert.equal(areSame(ballot(), c.other), c.expect.length === 0);
    });
});

describe('ballots of each adjudicator, put together', () => {
  const each = { by: 'adjudicator', hasScores: true } as const;
  const together = { by: 'debate', hasScores: true } as const;

  it('each keeps their own sheet', () => {
    const { ballot: merged, disputed } = mergedBallot([ballot(), ballot({ scores: [70, 79] })], each);
    assert.deepEqual(
      merged.sheets.map(({ scores }) => scores),
      [
        [[75], [74]],
        [[70], [79]],
      ],
    );
    assert.deepEqual(disputed, []);
  });

  it('who spoke must be the same, and is empty where it is not', () => {
    const { ballot: merged, disputed } = mergedBallot([ballot(), ballot({ second: 22, motion: 4 })], each);
    assert.deepEqual(keys(disputed), ['speaker  1 1', 'motion   ']);
    assert.deepEqual([merged.speeches[1]?.[0]?.speaker, merged.motion], [null, null]);
  });

  it('a sheet of the panel has only the scores that all wrote', () => {
    const { ballot: merged, disputed } = mergedBallot([ballot(), ballot(), ballot({ scores: [75, 78], winners: [1] })], together);
    assert.deepEqual(merged.sheets, [{ scores: [[75], [null]], ranks: [], winners: [] }]);
    assert.deepEqual(keys(disputed), ['score 0 1 1', 'winner 0 1 ']);
  });

  it('nobody’s own scores are in dispute where each has a sheet', () => {
    assert.deepEqual(disputes(ballot(), ballot({ scores: [60, 61] }), each), []);
    assert.equal(disputes(ballot(), ballot({ scores: [60, 61] }), together).length, 2);
  });
});

describe('motions and vetoes', () => {
  const three = [1, 2, 3].flatMap((id) => motion(id) ?? []);
  const choice = motionChoice(three, { ...defaultSettings, enable_motions: true, motion_vetoes_enabled: true });
  const said = (motions: { motion?: number; vetoes?: [number, number] }, isTabRoom = false): string[] => {
    const { motion: debated = 0, vetoes = [0, 0] } = motions;
    return motionFaults({ motion: motion(debated), vetoes: vetoes.map(motion), forfeit: null }, choice, isTabRoom).map(
      ({ code, side }) => `${code}${side === null ? '' : ` ${side}`}`,
    );
  };
  const cases = [
    { it: 'all is said', say: said({ motion: 1, vetoes: [2, 3] }), expect: [] },
    { it: 'a veto may be left out', say: said({ motion: 1, vetoes: [0, 3] }), expect: [] },
    { it: 'the motion is missing', say: said({}), expect: ['missing'] },
    { it: 'a motion of another round', say: said({ motion: 9 }), expect: ['motion'] },
    { it: 'a veto of another round', say: said({ motion: 1, vetoes: [2, 9] }), expect: ['veto 1'] },
    { it: 'the debated motion vetoed', say: said({ motion: 1, vetoes: [1, 2] }), expect: ['veto 0'] },
    { it: 'both veto the same', say: said({ motion: 1, vetoes: [2, 2] }), expect: ['veto 1'] },
    { it: 'the tab room takes down what happened', say: said({ motion: 1, vetoes: [1, 1] }, true), expect: [] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(c.say, c.expect));

  it('takes the words of another motion in place of the round’s, and never both', () => {
    const codes = (debated: number) =>
      motionFaults({ motion: motion(debated), ownMotion: 'That we test', vetoes: [null, null], forfeit: null }, choice, false);
    assert.deepEqual(codes(0), []);
    assert.deepEqual(codes(1).map(({ code }) => code), ['motion']); // oxfmt-ignore
  });

  it('asks nothing where there is one motion, or none', () => {
    const one = motionChoice(three.slice(0, 1), { ...defaultSettings, enable_motions: true });
    assert.deepEqual([one.asksMotion, one.asksVetoes, one.only], [false, false, 1]);
    assert.deepEqual(motionFaults({ motion: null, vetoes: [null, null], forfeit: null }, one, false), []);
  });
});
