import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bornAtMs, dynoId } from './dyno-id.ts';

const anyTime = fc.integer({ min: 0, max: 4_102_444_800_000 });
const chance = new Uint8Array(16).fill(255);

describe('dynoId', () => {
  it('tells when it was made', () => fc.assert(fc.property(anyTime, (ms) => bornAtMs(dynoId(ms, chance)) === ms)));
  it('sorts by time', () => fc.assert(fc.property(anyTime, (ms) => dynoId(ms, chance) < dynoId(ms + 1, new Uint8Array(16)))));
  it('is 26 characters that fit a file name', () => assert.match(dynoId(1, chance), /^[0-9a-z]{26}$/));
});

describe('bornAtMs', () => {
  it('is 0 for what control did not make', () => assert.equal(bornAtMs('UNKNOWN'), 0));
});
