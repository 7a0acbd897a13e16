import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { userFault, userPasswordFault } from './user-name.ts';

describe('the name of a user', () => {
  for (const name of ['ada', 'a1', 'ada@example.org', 'ada.b-c_d+e']) it(`${name} is one`, () => assert.equal(userFault(name), null));
  for (const name of ['', 'a', 'Ada', '1ada', 'ada b', 'admin', 'x'.repeat(61)])
    it(`"${name}" is none`, () => assert.notEqual(userFault(name), null));
});

describe('a password', () => {
  const cases = [
    { length: 11, isGood: false },
    { length: 12, isGood: true },
    { length: 200, isGood: true },
    { length: 201, isGood: false },
  ];
  for (const c of cases) it(`of ${c.length} characters`, () => assert.equal(userPasswordFault('x'.repeat(c.length)) === null, c.isGood));
});
