import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dynoSizes, findSize, sizeTitle } from './dyno-sizes.ts';

describe('findSize', () => {
  it('finds every size of the table by its name, in any case', () => {
    for (const each of dynoSizes) assert.equal(findSize(each.name.toUpperCase()), each);
  });
  it('takes a size of any memory from 64 MB on', () => {
    assert.deepEqual(findSize('custom:128'), { name: 'custom:128', memoryMb: 128 });
    assert.equal(findSize('custom:32'), null);
  });
  for (const name of ['', 'huge', 'custom:', 'custom:-1', 'custom:99999999', 'standard-3x'])
    it(`knows no "${name}"`, () => assert.equal(findSize(name), null));
});

describe('sizeTitle', () => {
  for (const [name, title] of [
    ['standard-1x', 'Standard-1X'],
    ['performance-l-ram', 'Performance-L-Ram'],
    ['performance-2xl', 'Performance-2XL'],
    ['eco', 'Eco'],
    ['custom:128', 'Custom:128'],
  ] as const)
    it(`${name} is ${title}`, () => assert.equal(sizeTitle(name), title));
});
