import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusClass } from './router-sample.ts';

describe('statusClass', () => {
  const cases = [
    [101, '1xx'],
    [200, '2xx'],
    [304, '3xx'],
    [404, '4xx'],
    [499, '499'],
    [503, '5xx'],
  ] as const;
  for (const [status, expected] of cases) it(`counts ${status} as ${expected}`, () => assert.equal(statusClass(status), expected));
});
