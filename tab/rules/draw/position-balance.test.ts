import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { positionBalance } from './position-balance.ts';

describe('the balance of positions', () => {
  const cases = [
    { it: 'a first debate is balanced', history: [], position: 2, expect: 'balanced' },
    { it: 'the one position that was missing', history: [1, 1, 1, 0], position: 3, expect: 'balanced' },
    { it: 'a second time while another is missing', history: [1, 1, 1, 0], position: 0, expect: 'regression' },
    { it: 'uneven and mended', history: [2, 1, 1, 0], position: 3, expect: 'resolved' },
    { it: 'uneven and could have been mended', history: [2, 1, 1, 0], position: 1, expect: 'still bad' },
    { it: 'uneven and as even as can be', history: [3, 1, 1, 0], position: 3, expect: 'improving' },
    { it: 'uneven and left as it was, where nothing would have helped', history: [3, 0, 0, 1], position: 1, expect: 'improving' },
    { it: 'uneven and worse', history: [3, 0, 0, 1], position: 0, expect: 'still bad' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(positionBalance(c.history, c.position).verdict, c.expect));

  it('shows before and after', () => {
    assert.deepEqual(positionBalance([1, 0], 1), { before: [1, 0, 0, 0], after: [1, 1, 0, 0], verdict: 'balanced' });
  });
});
