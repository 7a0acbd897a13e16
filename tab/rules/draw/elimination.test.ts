import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw } from './draw.ts';
import type { EliminationField, EliminationResult } from './field.ts';
import { teamId } from './sample-field.ts';

const breaking = (count: number): EliminationField['teams'] =>
  Array.from({ length: count }, (_team, index) => ({ id: teamId(index + 1), breakRank: index + 1 }));

/** "5: 8 9" is room 5 with the teams that go on. */
function resultsOf(words: string): EliminationResult[] {
  return words.split(' | ').map((word) => {
    const [roomRank = '', teams = ''] = word.split(': ');
    const advancing = teams === '' ? [] : teams.split(' ').map((team) => teamId(Number(team)));
    return { roomRank: Number(roomRank), teams: advancing, advancing };
  });
}

interface Before {
  readonly drawType: EliminationField['drawType'];
  readonly teamsInDebate: number;
  readonly breakSize: number;
  /** Results of the round before. */
  readonly before?: string;
}

const rooms = ({ drawType, teamsInDebate, breakSize, before }: Before): string =>
  makeDraw(
    { drawType, teamsInDebate, teams: breaking(breakSize), results: before === undefined ? [] : resultsOf(before) },
    seededRandom('a'),
  )
    .pairings.map(({ roomRank, teams }) => `${roomRank}: ${teams.toSorted((a, b) => a - b).join(' ')}`)
    .join(' | ');

interface Case extends Before {
  readonly it: string;
  readonly expect: string;
}

const cases: Case[] = [
  {
    it: '12 teams: four sit the first round out (the spec’s example)',
    drawType: 'first_elimination',
    teamsInDebate: 2,
    breakSize: 12,
    expect: '5: 5 12 | 6: 6 11 | 7: 7 10 | 8: 8 9',
  },
  { it: '8 teams all debate', drawType: 'first_elimination', teamsInDebate: 2, breakSize: 8, expect: '1: 1 8 | 2: 2 7 | 3: 3 6 | 4: 4 5' },
  { it: '2 teams are the final', drawType: 'first_elimination', teamsInDebate: 2, breakSize: 2, expect: '1: 1 2' },
  { it: '3 teams: the first waits', drawType: 'first_elimination', teamsInDebate: 2, breakSize: 3, expect: '2: 2 3' },
  {
    it: 'those who waited meet the winners, folded',
    drawType: 'elimination',
    teamsInDebate: 2,
    breakSize: 12,
    before: '8: 9 | 5: 12 | 7: 7 | 6: 6',
    expect: '1: 1 9 | 2: 2 7 | 3: 3 6 | 4: 4 12',
  },
  { it: 'winners go on by room', drawType: 'elimination', teamsInDebate: 2, breakSize: 4, before: '1: 4 | 2: 2', expect: '1: 2 4' },
  {
    it: 'BP, 16 teams folded in four',
    drawType: 'first_elimination',
    teamsInDebate: 4,
    breakSize: 16,
    expect: '1: 1 8 9 16 | 2: 2 7 10 15 | 3: 3 6 11 14 | 4: 4 5 12 13',
  },
  {
    it: 'BP, 24 teams: the lower two thirds debate',
    drawType: 'partial_elimination',
    teamsInDebate: 4,
    breakSize: 24,
    expect: '9: 9 16 17 24 | 10: 10 15 18 23 | 11: 11 14 19 22 | 12: 12 13 20 21',
  },
  {
    it: 'BP, the upper third is joined by those who went on',
    drawType: 'after_partial_elimination',
    teamsInDebate: 4,
    breakSize: 24,
    before: '9: 9 24 | 10: 10 15 | 11: 11 22 | 12: 20 21',
    expect: '1: 1 8 9 24 | 2: 2 7 10 15 | 3: 3 6 11 22 | 4: 4 5 20 21',
  },
  {
    it: 'BP, pairs go on folded',
    drawType: 'elimination',
    teamsInDebate: 4,
    breakSize: 16,
    before: '1: 1 8 | 2: 2 7 | 3: 3 6 | 4: 4 5',
    expect: '1: 1 4 5 8 | 2: 2 3 6 7',
  },
];

describe('elimination rounds', () => {
  for (const c of cases) it(c.it, () => assert.equal(rooms(c), c.expect));

  const faults: { it: string; refused: Before; code: string }[] = [
    { it: 'one team', refused: { drawType: 'first_elimination', teamsInDebate: 2, breakSize: 1 }, code: 'TAB_BREAK_SIZE_DOES_NOT_FIT' },
    {
      it: 'BP with 12 teams in a full first round',
      refused: { drawType: 'first_elimination', teamsInDebate: 4, breakSize: 12 },
      code: 'TAB_BREAK_SIZE_DOES_NOT_FIT',
    },
    {
      it: 'BP with 16 teams in a partial round',
      refused: { drawType: 'partial_elimination', teamsInDebate: 4, breakSize: 16 },
      code: 'TAB_BREAK_SIZE_DOES_NOT_FIT',
    },
    { it: 'no round before', refused: { drawType: 'elimination', teamsInDebate: 2, breakSize: 4 }, code: 'TAB_RESULTS_ARE_MISSING' },
    {
      it: 'a missing result',
      refused: { drawType: 'elimination', teamsInDebate: 2, breakSize: 4, before: '1: 4 | 2: ' },
      code: 'TAB_RESULTS_ARE_MISSING',
    },
    {
      it: 'two winners of one debate',
      refused: { drawType: 'elimination', teamsInDebate: 2, breakSize: 4, before: '1: 4 1 | 2: 3' },
      code: 'TAB_WRONG_NUMBER_ADVANCES',
    },
    {
      it: 'one advancing of a BP room',
      refused: { drawType: 'elimination', teamsInDebate: 4, breakSize: 8, before: '1: 1 2 | 2: 3' },
      code: 'TAB_WRONG_NUMBER_ADVANCES',
    },
    {
      it: 'three winners',
      refused: { drawType: 'elimination', teamsInDebate: 2, breakSize: 6, before: '1: 1 | 2: 2 | 3: 3' },
      code: 'TAB_BREAK_SIZE_DOES_NOT_FIT',
    },
    {
      it: 'a round after the final',
      refused: { drawType: 'elimination', teamsInDebate: 2, breakSize: 2, before: '1: 1' },
      code: 'TAB_BREAK_SIZE_DOES_NOT_FIT',
    },
    {
      it: 'a round after the BP final',
      refused: { drawType: 'elimination', teamsInDebate: 4, breakSize: 4, before: '1: 1 2' },
      code: 'TAB_BREAK_SIZE_DOES_NOT_FIT',
    },
    {
      it: 'a partial round of two-team debates',
      refused: { drawType: 'partial_elimination', teamsInDebate: 2, breakSize: 6 },
      code: 'TAB_NO_SUCH_DRAW_FOR_FORMAT',
    },
    {
      it: 'rooms of three',
      refused: { drawType: 'first_elimination', teamsInDebate: 3, breakSize: 9 },
      code: 'TAB_NO_SUCH_DRAW_FOR_FORMAT',
    },
  ];
  for (const { it: name, refused, code } of faults) it(`${name} is refused`, () => assert.throws(() => rooms(refused), { code }));

  it('of any size, the first round leaves a power of two', () =>
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), (size) => {
        const draw = makeDraw({ drawType: 'first_elimination', teamsInDebate: 2, teams: breaking(size), results: [] }, seededRandom('a'));
        const waiting = size - 2 * draw.pairings.length;
        assert.ok(Number.isInteger(Math.log2(waiting + draw.pairings.length)));
        assert.equal(draw.pairings[0]?.roomRank, waiting + 1);
        assert.equal(draw.sidesConfirmed, false);
      }),
    ));
});
