import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Debate } from './debate.ts';
import { roundChecks } from './round-checks.ts';
import { debate as debateId, person, team, venue } from './sample-ids.ts';

describe('the checks box of a round', () => {
  const debate = (some: Partial<Debate> = {}): Debate => ({
    id: debateId(1),
    bracket: 0,
    roomRank: 1,
    flags: [],
    importance: 0,
    resultStatus: 'N',
    areSidesConfirmed: true,
    version: 1,
    venue: { id: venue(1), name: 'B1' },
    teams: [1, 2].map((number) => ({ id: team(number), name: `Team ${number}`, side: number - 1, flags: [] })),
    panel: [{ id: person(1), name: 'Ada', place: 'C', institution: null }],
    ...some,
  });
  const here = { presentTeams: new Set([1, 2]), presentAdjudicators: new Set([1]), presentRooms: new Set([1]) };
  const check = (debates: readonly Debate[], some: object = {}) =>
    roundChecks({ debates, teamsInDebate: 2, isVoting: true, ...here, ...some }).map(
      ({ state, step, words }) => `${state} ${step} ${words}`,
    );
  const ben = { id: person(2), name: 'Ben', place: 'P', institution: null } as const;

  it('has nothing to say about a round that is right', () => assert.deepEqual(check([debate()]), []));

  const cases: { it: string; debates: Debate[]; some?: object; says: string[] }[] = [
    {
      it: 'who and what stands there twice',
      debates: [debate(), debate({ id: debateId(2) })],
      says: ['fail draw Team 1, Team 2: debate twice.', 'fail panels Ada: judge twice.', 'fail rooms B1: are used twice.'],
    },
    {
      it: 'who is not here',
      debates: [debate()],
      some: { presentTeams: new Set([1]), presentAdjudicators: new Set(), presentRooms: new Set() },
      says: [
        'fail draw Team 2: debate without being available.',
        'fail panels Ada: judge without being available.',
        'fail rooms B1: are used without being available.',
      ],
    },
    {
      it: 'no chair and no room, once panels and rooms are given out',
      debates: [debate(), debate({ id: debateId(2), teams: [], panel: [ben], venue: null })],
      some: { presentAdjudicators: new Set([1, 2]) },
      says: ['fail draw 1 debate lacks teams.', 'fail panels 1 debate has no chair.', 'late rooms 1 debate has no room.'],
    },
    {
      it: 'even panels where each has a ballot, and idle people',
      debates: [debate({ panel: [...debate().panel, ben] })],
      some: { presentAdjudicators: new Set([1, 2, 3]) },
      says: ['late panels 1 debate has an even panel.', 'late panels 1 available adjudicator is idle.'],
    },
    { it: 'open sides', debates: [debate({ areSidesConfirmed: false })], says: ['late draw 1 debate has open sides.'] },
  ];
  for (const c of cases) it(`says ${c.it}`, () => assert.deepEqual(check(c.debates, c.some), c.says));

  it('does not ask which teams are here where a break decides', () => assert.deepEqual(check([debate()], { presentTeams: null }), []));
});
