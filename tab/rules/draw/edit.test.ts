import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { debate, team } from '../sample-ids.ts';
import { movesOfPut } from './edit.ts';

describe('putting a team on a seat', () => {
  const [oak, elm, ash, yew] = [team(1), team(2), team(3), team(4)];
  const first = debate(10);
  const second = debate(20);
  const seating = new Map([
    [oak, { debateId: first, side: 0 }],
    [elm, { debateId: first, side: 1 }],
    [ash, { debateId: second, side: 0 }],
  ]);

  it('makes two change places, in one debate or between two', () => {
    assert.deepEqual(movesOfPut(seating, oak, { debateId: second, side: 0 }), [
      { teamId: oak, to: { debateId: second, side: 0 } },
      { teamId: ash, to: { debateId: first, side: 0 } },
    ]);
    assert.deepEqual(movesOfPut(seating, oak, { debateId: first, side: 1 }), [
      { teamId: oak, to: { debateId: first, side: 1 } },
      { teamId: elm, to: { debateId: first, side: 0 } },
    ]);
  });

  it('replaces: who came from no debate leaves the other in none', () =>
    assert.deepEqual(movesOfPut(seating, yew, { debateId: first, side: 0 }), [
      { teamId: yew, to: { debateId: first, side: 0 } },
      { teamId: oak, to: null },
    ]));

  it('adds to an empty seat, takes out, and changes nothing where all is so already', () => {
    assert.deepEqual(movesOfPut(seating, yew, { debateId: second, side: 1 }), [{ teamId: yew, to: { debateId: second, side: 1 } }]);
    assert.deepEqual(movesOfPut(seating, oak, null), [{ teamId: oak, to: null }]);
    assert.deepEqual(movesOfPut(seating, oak, { debateId: first, side: 0 }), []);
    assert.deepEqual(movesOfPut(seating, yew, null), []);
  });
});
