import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import type { TeamId } from '../ids.ts';
import { makeDraw } from './draw.ts';
import type { DrawTeam } from './field.ts';
import { sampleField, sampleTeams } from './sample-field.ts';

/** Plays rounds of a round robin in rooms of four, and gives how often each pair met and which positions everybody had. */
function played(count: number, rounds: number): { meetings: number[]; positions: (readonly number[])[] } {
  let teams: DrawTeam[] = sampleTeams(Array.from({ length: count }, () => ({ sideHistory: [0, 0, 0, 0] })));
  for (let round = 0; round < rounds; round += 1) {
    const field = sampleField(teams, {}, { drawType: 'round_robin', teamsInDebate: 4 });
    const { pairings } = makeDraw(field, seededRandom(`round ${round}`));
    teams = teams.map((team) => after(team, pairings.find((room) => room.teams.includes(team.id))?.teams ?? []));
  }
  const pairs = teams.flatMap((team, index) => teams.slice(index + 1).map((other) => team.seen.get(other.id) ?? 0));
  return { meetings: pairs, positions: teams.map(({ sideHistory }) => sideHistory) };
}

function after(team: DrawTeam, room: readonly TeamId[]): DrawTeam {
  const others = room.filter((id) => id !== team.id);
  const seen = new Map([...team.seen, ...others.map((id) => [id, (team.seen.get(id) ?? 0) + 1] as const)]);
  const position = room.indexOf(team.id);
  return { ...team, seen, sideHistory: team.sideHistory.map((had, index) => had + Number(index === position)) };
}

describe('a round robin in rooms of four', () => {
  it('lets nobody meet again while it need not be', () => assert.ok(Math.max(...played(16, 3).meetings) === 1));
  it('gives each position once in four rounds to nearly everybody', () => {
    const { positions } = played(16, 4);
    assert.ok(positions.filter((had) => had.every((count) => count === 1)).length >= 8);
    assert.ok(positions.every((had) => Math.max(...had) <= 2));
  });
});
