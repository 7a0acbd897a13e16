import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diskSpaceFault, diskState, leastFreeBytes } from './disk-space.ts';

describe('diskSpaceFault', () => {
  it('lets a folder with room pass', () => assert.equal(diskSpaceFault(leastFreeBytes, '/srv/rostra'), null));
  it('says how much is free, how much is needed and what to do', () => {
    const fault = diskSpaceFault(leastFreeBytes - 1, '/srv/rostra');
    assert.equal(fault?.message, '199 MB are free for the data folder /srv/rostra, and Rostra needs 200 MB to start.');
    assert.equal(fault.hint, 'Free some space, or set ROSTRA_HOME to a folder on another disk.');
  });
});

describe('the state of a disk', () => {
  const gigabyte = 1024 ** 3;
  const megabyte = 1024 ** 2;
  const cases = [
    { it: 'is low below two gigabytes of a large one', free: 1.9 * gigabyte, total: 250 * gigabyte, was: 'ok', is: 'low' },
    { it: 'is not low at a tenth of a large one', free: 24 * gigabyte, total: 250 * gigabyte, was: 'ok', is: 'ok' },
    { it: 'is low below a tenth of a small one', free: 0.9 * gigabyte, total: 10 * gigabyte, was: 'ok', is: 'low' },
    { it: 'is full below 200 MB', free: 199 * megabyte, total: 250 * gigabyte, was: 'low', is: 'full' },
    { it: 'stays full until there is room again', free: 400 * megabyte, total: 250 * gigabyte, was: 'full', is: 'full' },
    { it: 'is low again then', free: 601 * megabyte, total: 250 * gigabyte, was: 'full', is: 'low' },
  ] as const;
  for (const { it: words, free, total, was, is } of cases)
    it(words, () => assert.equal(diskState({ freeBytes: free, totalBytes: total }, was), is));
});
