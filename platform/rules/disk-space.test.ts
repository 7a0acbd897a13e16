import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diskSpaceFault, leastFreeBytes } from './disk-space.ts';

describe('diskSpaceFault', () => {
  it('lets a folder with room pass', () => assert.equal(diskSpaceFault(leastFreeBytes, '/srv/rostra'), null));
  it('says how much is free, how much is needed and what to do', () => {
    const fault = diskSpaceFault(leastFreeBytes - 1, '/srv/rostra');
    assert.equal(fault?.message, '199 MB are free for the data folder /srv/rostra, and Rostra needs 200 MB to start.');
    assert.equal(fault.hint, 'Free some space, or set ROSTRA_HOME to a folder on another disk.');
  });
});
