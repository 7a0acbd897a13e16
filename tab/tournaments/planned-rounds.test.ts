import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plannedRounds } from './planned-rounds.ts';

const category = (name: string, breakSize: number) =>
  ({ name, slug: name.toLowerCase(), seq: 1, breakSize, isGeneral: true, priority: 0, rule: 'standard' }) as const;

describe('the rounds of a tournament without a file of them', () => {
  const plan = plannedRounds({ preliminary: 6, categories: [category('Open', 16), category('ESL', 8)], teamsInDebate: 4 });

  it('begins with a random draw, pairs by power, and is silent in the last third', () =>
    assert.deepEqual(
      plan.slice(0, 6).map(({ abbreviation, drawType, isSilent }) => `${abbreviation} ${drawType}${isSilent ? ' silent' : ''}`),
      ['R1 R', 'R2 P', 'R3 P', 'R4 P', 'R5 P silent', 'R6 P silent'],
    ));

  it('names break rounds from the final back, those of later categories with their name', () =>
    assert.deepEqual(
      plan.slice(6).map(({ name, abbreviation, seq }) => `${seq} ${name} ${abbreviation}`),
      ['7 Quarterfinals QF', '8 Semifinals SF', '9 Grand Final GF', '10 ESL Semifinals ESF', '11 ESL Grand Final EGF'],
    ));

  for (const { size, teamsInDebate, rounds } of [
    { size: 8, teamsInDebate: 2, rounds: 3 },
    { size: 12, teamsInDebate: 2, rounds: 4 },
    { size: 24, teamsInDebate: 4, rounds: 4 },
    { size: 4, teamsInDebate: 4, rounds: 1 },
  ])
    it(`has ${rounds} rounds for a break of ${size} in rooms of ${teamsInDebate}`, () =>
      assert.equal(plannedRounds({ preliminary: 0, categories: [category('Open', size)], teamsInDebate }).length, rounds));
});
