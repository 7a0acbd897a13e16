import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { releaseDiff, type Comparable } from './release-diff.ts';

const first: Comparable = {
  version: 3,
  slug: 'aaaa',
  config: { KEPT: '1', WAS: 'secret', GONE: 'x' },
  processes: { web: 'a', worker: 'b' },
};
const second: Comparable = { version: 4, slug: 'bbbb', config: { KEPT: '1', WAS: 'other', NEW: 'y' }, processes: { web: 'c', clock: 'd' } };

describe('what a release changed', () => {
  it('its code, the names of its config vars, its commands', () =>
    assert.deepEqual(releaseDiff(first, second), {
      version: 4,
      before: 3,
      slug: { from: 'aaaa', to: 'bbbb' },
      config: { added: ['NEW'], changed: ['WAS'], removed: ['GONE'] },
      processes: [
        { type: 'clock', from: null, to: 'd' },
        { type: 'web', from: 'a', to: 'c' },
        { type: 'worker', from: 'b', to: null },
      ],
    }));
  it('never tells a value', () => assert.doesNotMatch(JSON.stringify(releaseDiff(first, second)), /secret|other/));
  it('nothing, against itself', () => {
    const { slug, config, processes } = releaseDiff(first, first);
    assert.deepEqual([slug, config, processes], [null, { added: [], changed: [], removed: [] }, []]);
  });
  it('everything, when it is the first', () => assert.deepEqual(releaseDiff(null, first).config.added, ['GONE', 'KEPT', 'WAS']));
});
