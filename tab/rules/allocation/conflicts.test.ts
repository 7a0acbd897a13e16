import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InstitutionId, PersonId, TeamId } from '../ids.ts';
import { conflicts } from './conflicts.ts';

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names an adjudicator of a test
const person = (number: number): PersonId => number as PersonId;
// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names a team of a test
const team = (number: number): TeamId => number as TeamId;
// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names an institution of a test
const institution = (number: number): InstitutionId => number as InstitutionId;

describe('conflicts', () => {
  const found = conflicts({
    adjudicatorTeam: [[person(1), team(10)]],
    adjudicatorAdjudicator: [[person(1), person(2)]],
    adjudicatorInstitution: [
      [person(2), institution(5)],
      [person(1), institution(5)],
    ],
    teamInstitution: [[team(11), institution(5)]],
  });
  it('between adjudicator and team come from rows and from institutions', () => {
    const pairs = [1, 2].flatMap((judge) => [10, 11].map((one) => found.conflictsWithTeam.has(judge, one)));
    assert.deepEqual(pairs, [true, true, false, true]);
  });
  it('between adjudicators read both ways, and an institution alone makes none', () => {
    assert.deepEqual([found.conflictsWithAdjudicator.has(2, 1), found.conflictsWithAdjudicator.has(2, 3)], [true, false]);
  });
});
