import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { releaseLines } from './list.ts';

describe('the list of releases', () => {
  const one = { current: false, reason: 'Deploy 1a2b3c4', actor: 'ann', createdAt: '2026-11-26T12:00:00.000Z' };
  const failure = `The release phase ended with 1: ${'relation "votes" does not exist; '.repeat(6)}`;

  it('says below a row why it failed, and is no wider for it', () => {
    const [head = '', failed = '', why, fine = '', ...more] = releaseLines([
      { ...one, version: 3, status: 'failed', failure },
      { ...one, version: 2, status: 'succeeded', current: true, failure: null },
    ]);
    assert.match(failed, /^v3 .*failed .*Deploy 1a2b3c4 .*ann /);
    assert.equal(why?.trim(), failure.trim());
    assert.match(fine, /^v2 .*current/);
    assert.deepEqual(more, []);
    for (const line of [head, failed, fine]) assert.ok(line.length <= 80, line);
  });
});
