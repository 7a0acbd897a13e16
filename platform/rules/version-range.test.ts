import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { satisfies } from './version-range.ts';

const cases: readonly [version: string, range: string, expect: boolean][] = [
  ['0.1.0', '*', true],
  ['0.1.0', '', true],
  ['0.1.0', '^0.1.0', true],
  ['0.1.9', '^0.1.2', true],
  ['0.2.0', '^0.1.0', false],
  ['0.0.4', '^0.0.3', false],
  ['1.9.0', '^1.2', true],
  ['2.0.0', '^1.2', false],
  ['1.2.9', '~1.2.3', true],
  ['1.3.0', '~1.2.3', false],
  ['26.10.0', '>=20', true],
  ['26.10.0', '>= 20 <27', true],
  ['26.10.0', '20.x', false],
  ['20.11.1', '20.x', true],
  ['26.10.0', '26', true],
  ['27.0.0', '>26', true],
  ['26.10.0', '>26', false],
  ['26.10.0', '<=26', true],
  ['26.10.0', '18 || 26', true],
  ['26.10.0', '18.0.0 - 20.0.0', false],
  ['19.0.0', '18.0.0 - 20.0.0', true],
  ['0.1.0', 'latest', false],
  ['0.1.0', 'file:..', false],
  ['0.1.0', 'git+https://example.org/x.git', false],
];

describe('satisfies', () => {
  for (const [version, range, expect] of cases) {
    it(`${version} ${expect ? 'lies in' : 'is not in'} "${range}"`, () => assert.equal(satisfies(version, range), expect));
  }
});
