import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { debatesOfBreakRound } from './expected-debates.ts';

const cases = [
  { it: 'sixteen of two teams', breakSize: 16, teamsInDebate: 2, expect: [8, 4, 2, 1, 0] },
  { it: 'twelve of two teams: a partial round, then quarterfinals', breakSize: 12, teamsInDebate: 2, expect: [4, 4, 2, 1, 0] },
  { it: 'two teams: a final', breakSize: 2, teamsInDebate: 2, expect: [1, 0] },
  { it: 'sixteen in rooms of four', breakSize: 16, teamsInDebate: 4, expect: [4, 2, 1, 0] },
  { it: 'twenty-four in rooms of four: a partial round first', breakSize: 24, teamsInDebate: 4, expect: [4, 4, 2, 1, 0] },
  { it: 'forty-eight likewise', breakSize: 48, teamsInDebate: 4, expect: [8, 8, 4, 2, 1, 0] },
];

describe('how many debates an elimination round will have', () => {
  for (const { it: name, breakSize, teamsInDebate, expect } of cases)
    it(name, () =>
      assert.deepEqual(
        expect.map((_rooms, place) => debatesOfBreakRound({ breakSize, place, teamsInDebate })),
        expect,
      ),
    );
});
