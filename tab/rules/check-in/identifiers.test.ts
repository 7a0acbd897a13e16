import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { drawIdentifiers, readScans } from './identifiers.ts';

describe('what a scanner types', () => {
  for (const { text, identifiers, unreadable = [] } of [
    { text: '123456', identifiers: ['123456'] },
    { text: ' 123456\n654321\r\n', identifiers: ['123456', '654321'] },
    { text: '123456, 654321;111111', identifiers: ['123456', '654321', '111111'] },
    { text: '123456 123456', identifiers: ['123456'] },
    { text: '', identifiers: [] },
    { text: '012345', identifiers: [], unreadable: ['012345'] },
    { text: '12345 Ana 1234567', identifiers: [], unreadable: ['12345', 'Ana', '1234567'] },
  ])
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(readScans(text), { identifiers, unreadable }));
});

describe('identifiers', () => {
  it('are six digits, none with a leading 0, each another one', () => {
    const drawn = drawIdentifiers(2_000, seededRandom('badges'));
    assert.equal(new Set(drawn).size, 2_000);
    assert.deepEqual(readScans(drawn.join(' ')), { identifiers: drawn, unreadable: [] });
  });

  it('are the same ones for the same seed', () => {
    assert.deepEqual(drawIdentifiers(5, seededRandom('a')), drawIdentifiers(5, seededRandom('a')));
  });
});
