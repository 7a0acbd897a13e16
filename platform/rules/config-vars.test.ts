import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configAfter, configFault, configReason } from './config-vars.ts';

const attached = new Set(['DATABASE_URL']);

describe('configAfter', () => {
  it('sets, changes and removes, in alphabetical order', () => {
    const after = configAfter({ B: '1', C: '2' }, { A: 'new', B: 'other', C: null });
    assert.deepEqual(Object.entries(after), [
      ['A', 'new'],
      ['B', 'other'],
    ]);
  });
});

describe('configFault', () => {
  const cases = [
    { it: 'takes letters, digits, _ and line ends', patch: { _My_Key2: 'one\ntwo' }, expect: null },
    { it: 'takes 32 kB', patch: { A: 'x'.repeat(32 * 1024) }, expect: null },
    { it: 'refuses a key that starts with a digit', patch: { '2A': '' }, expect: /no name for a config var/ },
    { it: 'refuses an empty key', patch: { '': '' }, expect: /no name for a config var/ },
    { it: 'refuses what the platform sets', patch: { PORT: '80' }, expect: /PORT is set by the platform/ },
    { it: 'refuses to unset what an add-on holds', patch: { DATABASE_URL: null }, expect: /belongs to an add-on/ },
    { it: 'counts bytes, not characters', patch: { A: 'é'.repeat(16 * 1024 + 1) }, expect: /32770 bytes/ },
    {
      it: 'refuses more than 64 kB in all',
      patch: { A: 'x'.repeat(32_000), B: 'x'.repeat(32_000), C: 'x'.repeat(2_000) },
      expect: /together/,
    },
    { it: 'refuses NUL', patch: { A: 'a\0b' }, expect: /NUL/ },
  ];
  for (const c of cases) {
    it(c.it, () => {
      const fault = configFault({}, c.patch, attached);
      if (c.expect === null) assert.equal(fault, null);
      else assert.match(fault ?? '', c.expect);
    });
  }
});

describe('configReason', () => {
  const cases = [
    { patch: { A: '1' }, expect: 'Set A config var' },
    { patch: { A: '1', B: '2' }, expect: 'Set A, B config vars' },
    { patch: { A: null }, expect: 'Unset A config var' },
    { patch: { A: '1', B: null }, expect: 'Set A and unset B config vars' },
  ];
  for (const c of cases) it(c.expect, () => assert.equal(configReason(c.patch), c.expect));
});
