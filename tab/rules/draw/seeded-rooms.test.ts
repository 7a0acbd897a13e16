import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw } from './draw.ts';
import type { PairingMethod } from './options.ts';
import { letter, sampleField, sampleTeams } from './sample-field.ts';

/** The rooms of eight teams, A the strongest, their positions left out. */
function rooms(pairingMethod: PairingMethod, count = 8): string {
  const teams = sampleTeams(Array.from({ length: count }, (_team, index) => ({ seed: count - index })));
  const draw = makeDraw(sampleField(teams, { pairingMethod }, { drawType: 'seeded', teamsInDebate: 4 }), seededRandom('seeds'));
  return draw.pairings
    .map((room) =>
      room.teams
        .toSorted((a, b) => a - b)
        .map(letter)
        .join(''),
    )
    .join(' ');
}

describe('rooms of four by seed', () => {
  it('slide: one of each level in a room', () => assert.equal(rooms('slide'), 'ACEG BDFH'));
  it('fold: the strong of one level with the weak of the next', () => assert.equal(rooms('fold'), 'ADEH BCFG'));
  it('adjacent: neighbours', () => assert.equal(rooms('adjacent'), 'ABCD EFGH'));
  it('random: everybody once', () => {
    assert.deepEqual(
      rooms('random')
        .replace(' ', '')
        .split('')
        .sort((a, b) => a.localeCompare(b))
        .join(''),
      'ABCDEFGH',
    );
  });
  it('refuse teams that do not fill them', () => assert.throws(() => rooms('slide', 9), { code: 'TAB_TEAMS_DO_NOT_FILL_ROOMS' }));
});

describe('rooms of other sizes', () => {
  const drawn = (teams: number, drawType: 'random' | 'power_paired'): number[] => {
    const field = sampleField(sampleTeams(Array.from({ length: teams }, () => 0)), {}, { drawType, teamsInDebate: 6 });
    return makeDraw(field, seededRandom('short')).pairings.map((room) => room.teams.length);
  };
  it('may have a last one that is short', () => {
    assert.deepEqual(drawn(15, 'random'), [6, 6, 3]);
    assert.deepEqual(drawn(14, 'power_paired'), [6, 6, 2]);
  });
  it('but none of one team', () => assert.throws(() => drawn(13, 'random'), { code: 'TAB_TEAMS_DO_NOT_FILL_ROOMS' }));
});
