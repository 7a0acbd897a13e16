import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw } from './draw.ts';
import type { DrawOptions } from './options.ts';
import { bracketsOf, pairsOf, sampleField, sampleTeams, teamId } from './sample-field.ts';

/** The pairs of a draw over all brackets at once: the teams' letters stand best first. */
function draw(teams: Parameters<typeof sampleTeams>[0], options: Partial<DrawOptions> = {}) {
  return makeDraw(sampleField(sampleTeams(teams), { avoidConflicts: 'graph_global', ...options }), seededRandom('global'));
}

describe('one matching over all brackets', () => {
  it('stays inside brackets that are even', () => {
    assert.equal(bracketsOf(draw([2, 2, 1, 1, 0, 0])), '2: AB | 1: CD | 0: EF');
  });

  it('pulls up by one point twice rather than by two points once', () => {
    const found = draw([2, 1, 1, 0]);
    assert.equal(found.pulledUp.length, 2);
    assert.ok(found.pulledUp.includes(teamId(4)));
  });

  it('pulls up whom the team above has not met', () => {
    const found = draw([{ points: 1, met: [2, 3] }, 0, 0, 0]);
    assert.equal(pairsOf(found).slice(0, 2), 'AD');
    assert.deepEqual(found.pulledUp, [4]);
  });

  it('would rather let two meet again than cross a point more', () => {
    const found = draw([{ points: 2, met: [2] }, { points: 2, met: [1] }, 0, 0]);
    assert.equal(bracketsOf(found), '2: AB | 0: CD');
  });

  it('spares those who were pulled up before, where that has a cost', () => {
    const teams = [1, { points: 0, npullups: 2 }, { points: 0, npullups: 1 }, { points: 0, npullups: 3 }];
    assert.deepEqual(draw(teams, { pullupPenalty: 10 }).pulledUp, [3]);
  });

  it('follows the pairing method inside a bracket where that has a cost', () => {
    const teams = [1, 2, 3, 4].map((subrank) => ({ points: 1, subrank }));
    assert.equal(pairsOf(draw(teams, { pairingMethod: 'fold', pairingPenalty: 1 })), 'AD BC');
    assert.equal(pairsOf(draw(teams, { pairingMethod: 'slide', pairingPenalty: 1 })), 'AC BD');
    assert.equal(pairsOf(draw(teams, { pairingMethod: 'adjacent', pairingPenalty: 1 })), 'AB CD');
  });

  it('does not go with preallocated sides', () => {
    const teams = [0, 1].map((allocatedSide) => ({ points: 1, allocatedSide }));
    assert.throws(() => draw(teams, { sideAllocations: 'preallocated' }), { code: 'TAB_GLOBAL_MATCHING_NEEDS_FREE_SIDES' });
  });
});
