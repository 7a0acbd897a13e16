import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { appUserId, mapsAppUsers } from './dyno-user.ts';

describe('appUserId', () => {
  it('stays within the range of apps', () => {
    for (const number of [0, 1, 99_999_999, 100_000_000, 0xffff_ffff]) {
      const id = appUserId(number);
      assert.ok(id >= 1_500_000_000 && id <= 1_599_999_999, String(id));
    }
  });
});

describe('mapsAppUsers', () => {
  it('on a machine: all ids are there', () => assert.equal(mapsAppUsers('         0          0 4294967295\n'), true));
  it('in a rootless container: they are not', () => assert.equal(mapsAppUsers('0 1000 1\n1 100000 65536\n'), false));
  it('without a map: they are not', () => assert.equal(mapsAppUsers(''), false));
});
