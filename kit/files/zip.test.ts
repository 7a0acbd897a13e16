import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { writeZip } from './zip.ts';

describe('writeZip', () => {
  it('keeps files of every kind of content', async () => {
    async function* slowly(): AsyncGenerator<string> {
      yield 'one, ';
      yield 'two';
    }
    const entries = [
      { name: 'a.txt', content: 'ä' },
      { name: 'folder/b.bin', content: new Uint8Array([1, 2]) },
      { name: 'c.txt', content: slowly() },
      { name: 'empty', content: [] },
    ];
    const files = unzipSync(Buffer.concat(await Array.fromAsync(writeZip(entries))));
    assert.deepEqual(Object.keys(files), ['a.txt', 'folder/b.bin', 'c.txt', 'empty']);
    assert.deepEqual(
      [files['a.txt'], files['c.txt'], files['empty']].map((bytes) => strFromU8(bytes ?? new Uint8Array())),
      ['ä', 'one, two', ''],
    );
    assert.deepEqual(files['folder/b.bin'], new Uint8Array([1, 2]));
  });
});
