import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expect } from './expect.ts';

describe('expect', () => {
  it('is silent when it holds', () => {
    expect(40, 40);
    expect([1, 2], '==', [1, 2]);
    expect(1, '!=', 2);
    expect(1, '<', 2);
    expect(2, '<=', 2);
    expect(3, '>', 2);
    expect(2, '>=', 2);
    expect(2, 'in', [1, 2]);
    expect('an', 'in', 'hand');
    expect(3, 'not in', [1, 2]);
  });

  const fails = [
    { work: () => expect(40, 41), message: 'expected 40 == 41' },
    { work: () => expect([1], [2]), message: 'expected [ 1 ] == [ 2 ]' },
    { work: () => expect('2', '<', 3), message: "expected '2' < 3" },
    { work: () => expect(3, 'in', [1, 2]), message: 'expected 3 in [ 1, 2 ]' },
    { work: () => expect(1, 'not in', [1, 2]), message: 'expected 1 not in [ 1, 2 ]' },
  ];
  for (const { work, message } of fails) it(`says "${message}"`, () => assert.throws(work, { message }));
});
