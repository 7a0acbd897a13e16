import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { portSearch } from './port-search.ts';

const range = { first: 30_000, last: 30_999 };

describe('portSearch', () => {
  it('tries every port of the range once', () =>
    fc.assert(
      fc.property(fc.string(), (folder) => {
        const ports = [...portSearch(range, folder)];
        return ports.length === 1000 && new Set(ports).size === 1000 && Math.min(...ports) === 30_000 && Math.max(...ports) === 30_999;
      }),
    ));
  it('starts where the folder says, the same each time', () =>
    assert.deepEqual(portSearch(range, '/srv/a').next(), portSearch(range, '/srv/a').next()));
  it('starts elsewhere for another folder', () =>
    assert.notDeepEqual(portSearch(range, '/srv/a').next(), portSearch(range, '/srv/b').next()));
});
