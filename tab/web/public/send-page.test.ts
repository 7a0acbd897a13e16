import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodingOf } from './send-page.ts';

describe('what a reader takes', () => {
  const cases = [
    { accepted: undefined, expect: 'identity' },
    { accepted: '', expect: 'identity' },
    { accepted: 'gzip, deflate', expect: 'gzip' },
    { accepted: 'gzip, deflate, br, zstd', expect: 'br' },
    { accepted: 'br;q=0, gzip;q=0.5', expect: 'gzip' },
    { accepted: 'gzip;q=0', expect: 'identity' },
    { accepted: 'br;q=0.9', expect: 'br' },
    { accepted: 'x-gzip', expect: 'identity' },
  ];
  for (const { accepted, expect } of cases) it(`${accepted} → ${expect}`, () => assert.equal(encodingOf(accepted), expect));
});
