import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { person, team } from '../sample-ids.ts';
import { clashWith } from './clash.ts';
import { pairSet, strangers } from './conflicts.ts';

const judge = { id: person(1), institution: 'Ash' };
const owls = { id: team(1), name: 'Owls', institution: 'Elm' };
const larks = { id: team(2), name: 'Larks', institution: 'Ash' };
const room = { teams: [owls, larks], panel: [{ id: person(2), name: 'Jo' }] };
const seen = pairSet([[1, 1]]);

describe('what is between an adjudicator and a room', () => {
  it('nothing', () => assert.equal(clashWith(judge, room, strangers), null));
  it('a conflict before an earlier meeting, and its own institution by name', () => {
    const known = { ...strangers, conflictsWithTeam: pairSet([[1, 2]]), hasSeenTeam: seen };
    assert.deepEqual(clashWith(judge, room, known), { kind: 'fail', words: 'own institution: Larks' });
  });
  it('a colleague', () => {
    const known = { ...strangers, conflictsWithAdjudicator: pairSet([[1, 2]]) };
    assert.deepEqual(clashWith(judge, room, known), { kind: 'fail', words: 'conflict with Jo' });
  });
  const cases = [
    { since: 1, words: 'has judged Owls, last round', ago: 1 },
    { since: 2, words: 'has judged Owls, 2 rounds ago', ago: 2 },
    { since: 5, words: 'has judged Owls, 5 rounds ago', ago: 3 },
  ];
  for (const { since, words, ago } of cases)
    it(`a meeting ${since} ago has strength ${ago}`, () =>
      assert.deepEqual(clashWith(judge, room, { ...strangers, hasSeenTeam: seen, roundsSince: () => since }), {
        kind: 'late',
        words,
        ago,
      }));
  it('a meeting of which nobody knows when', () =>
    assert.deepEqual(clashWith(judge, room, { ...strangers, hasSeenTeam: seen }), { kind: 'late', words: 'has judged Owls' }));
});
