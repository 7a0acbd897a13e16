import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRequestId } from './request-id.ts';

describe('isRequestId', () => {
  const cases = [
    { it: 'takes a UUID', sent: '5f0c9a6e-2d1b-4c39-9b2e-0d4f6c1f7a10', expect: true },
    { it: 'takes 20 characters', sent: 'a'.repeat(20), expect: true },
    { it: 'refuses 19', sent: 'a'.repeat(19), expect: false },
    { it: 'refuses 201', sent: 'a'.repeat(201), expect: false },
    { it: 'refuses a space', sent: `${'a'.repeat(20)} b`, expect: false },
    { it: 'refuses markup', sent: `<b>${'a'.repeat(20)}`, expect: false },
    { it: 'refuses a line end', sent: `${'a'.repeat(20)}\n`, expect: false },
  ];
  for (const c of cases) it(c.it, () => assert.equal(isRequestId(c.sent), c.expect));
});
