import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadAssets } from './assets.ts';

describe('assets', () => {
  it('are made for several who ask at once: nobody stops the bundler for the others', async () => {
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => loadAssets()));
    for (const other of others)
      assert.deepEqual(
        other.files.map((file) => file.url),
        first?.files.map((file) => file.url),
      );
  });
});
