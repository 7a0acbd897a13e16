import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Fresh } from './fresh-facts.ts';

describe('what several ask for', () => {
  it('is read once within its time, and by each key apart', async () => {
    const fresh = new Fresh<number>();
    let reads = 0;
    const read = (key: string, nowMs: number) => fresh.read(key, { nowMs, goodForMs: 500 }, async () => (reads += 1));
    assert.deepEqual(await Promise.all([read('lab', 0), read('lab', 499), read('tab', 499), read('lab', 500)]), [1, 1, 2, 3]);
  });

  it('is read again after it could not be read', async () => {
    const fresh = new Fresh<string>();
    const read = (answer: Promise<string>) => fresh.read('lab', { nowMs: 0, goodForMs: 500 }, () => answer);
    await assert.rejects(read(Promise.reject(new Error('away'))), /away/);
    assert.equal(await read(Promise.resolve('here')), 'here');
  });
});
