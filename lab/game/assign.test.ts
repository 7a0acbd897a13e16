import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gameRandom } from './objects/context-for.ts';
import { assign } from './assign.ts';

const seats = Array.from({ length: 12 }, (_, at) => ({ number: at + 1 }));
const count = <Value>(values: readonly Value[], value: Value): number => values.filter((one) => one === value).length;

describe('assign', () => {
  it('balanced goes through the list seat by seat', () => {
    const frame = assign.balanced(['gain', 'loss', 'none']);
    assert.deepEqual(seats.slice(0, 4).map(frame), ['gain', 'loss', 'none', 'gain']);
    assert.equal(frame({ participant: { number: 2 } }), 'loss');
    assert.equal(frame(3), 'none');
  });

  it('balanced with chance keeps each run through the list whole', () => {
    const frame = assign.balanced(['a', 'b', 'c'], gameRandom('a seed'));
    const given = seats.map(frame);
    for (let block = 0; block < 12; block += 3) assert.deepEqual(given.slice(block, block + 3).toSorted(), ['a', 'b', 'c']);
    assert.deepEqual(seats.map(frame), given);
  });

  it('random gives only what is on the list, the same from the same seed', () => {
    const draw = (): string[] => {
      const next = assign.random(['a', 'b'], gameRandom('another seed'));
      return seats.map(() => next());
    };
    assert.deepEqual(draw(), draw());
    assert.equal(count(draw(), 'a') + count(draw(), 'b'), 12);
  });

  it('factorial has every combination once', () =>
    assert.deepEqual(assign.factorial({ tax: [0, 10], frame: ['gain', 'loss'] }), [
      { tax: 0, frame: 'gain' },
      { tax: 0, frame: 'loss' },
      { tax: 10, frame: 'gain' },
      { tax: 10, frame: 'loss' },
    ]));

  it('onArrival gives what fewest have, the first named among equals', () => {
    assert.equal(assign.onArrival(['gain', 'loss'], []), 'gain');
    assert.equal(assign.onArrival(['gain', 'loss'], ['gain', null, undefined]), 'loss');
    assert.equal(assign.onArrival(['gain', 'loss'], ['gain', 'loss']), 'gain');
  });
});
