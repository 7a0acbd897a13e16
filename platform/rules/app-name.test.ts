import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAppName } from './app-name.ts';

const cases = [
  { it: 'takes letters, digits and dashes', name: 'tab-2027', expect: true },
  { it: 'takes two letters', name: 'ab', expect: true },
  { it: 'takes thirty', name: 'a'.repeat(30), expect: true },
  { it: 'refuses one letter', name: 'a', expect: false },
  { it: 'refuses thirty-one', name: 'a'.repeat(31), expect: false },
  { it: 'refuses capitals', name: 'Tab', expect: false },
  { it: 'refuses a digit in front', name: '2tab', expect: false },
  { it: 'refuses a dash at the end, which no host name may have', name: 'tab-', expect: false },
  { it: 'refuses dots and slashes', name: '../tab', expect: false },
  { it: 'refuses a line end', name: 'tab\n', expect: false },
];

describe('isAppName', () => {
  for (const c of cases) it(c.it, () => assert.equal(isAppName(c.name), c.expect));
});
