import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw } from './draw.ts';
import { sampleField, sampleTeams } from './sample-field.ts';

/** Eight teams of one bracket, two of each institution, that have all had every position once: how many meet their own institution. */
function ownMet(bpRoomConflictPenalty: number, seed: string): number {
  const teams = sampleTeams(
    Array.from({ length: 8 }, (_team, index) => ({ points: 3, institution: 1 + (index % 4), sideHistory: [1, 1, 1, 1] })),
  );
  const field = sampleField(teams, { bpRoomConflictPenalty }, { teamsInDebate: 4 });
  const { pairings } = makeDraw(field, seededRandom(seed));
  return pairings.reduce((sum, room) => sum + room.teams.length - new Set(room.teams.map((id) => id % 4)).size, 0);
}

const seeds = Array.from({ length: 30 }, (_seed, index) => `seed ${index}`);

describe('rooms of one BP bracket', () => {
  it('are mixed so that institutions meet less where that is wanted', () => {
    const total = (penalty: number): number => seeds.reduce((sum, seed) => sum + ownMet(penalty, seed), 0);
    assert.ok(total(1) < total(0) / 2, `${total(1)} of ${total(0)}`);
  });

  it('keep what positions cost', () => {
    const teams = sampleTeams(
      Array.from({ length: 8 }, (_team, index) => ({ points: 3, institution: 1, sideHistory: [index % 3, 1, 0, 2] })),
    );
    const positionsOf = (bpRoomConflictPenalty: number): string =>
      makeDraw(sampleField(teams, { bpRoomConflictPenalty }, { teamsInDebate: 4 }), seededRandom('same'))
        .pairings.flatMap((room) => room.teams.map((id, position) => `${id}@${position}`))
        .sort((a, b) => a.localeCompare(b))
        .join(' ');
    assert.equal(positionsOf(1), positionsOf(0));
  });
});
