import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { inflate, type InflateFault } from './inflate.ts';

const limits = { compressedBytes: 100_000, bytes: 50_000_000 };

async function inflated(body: Buffer, encoding: string, within = limits): Promise<number> {
  let bytes = 0;
  await inflate(Readable.from([body]), { encoding, limits: within }, (piece) => (bytes += piece.length));
  return bytes;
}

const faultOf = async (work: Promise<number>): Promise<string> =>
  work.then(
    () => 'none',
    (error: InflateFault) => error.kind,
  );

describe('a compressed body', () => {
  const text = Buffer.from('people on phones '.repeat(100));
  const bodies = {
    gzip: gzipSync(text),
    deflate: deflateSync(text),
    br: brotliCompressSync(text),
    zstd: zstdCompressSync(text),
    identity: text,
    '': text,
  };
  for (const [encoding, body] of Object.entries(bodies))
    it(`is read as ${encoding || 'it is'}`, async () => assert.equal(await inflated(body, encoding), text.length));

  it('is refused in an encoding that nobody knows, and when it is damaged', async () => {
    assert.equal(await faultOf(inflated(text, 'compress')), 'unknown_encoding');
    for (const encoding of ['gzip', 'deflate', 'br', 'zstd']) assert.equal(await faultOf(inflated(text, encoding)), 'damaged', encoding);
    assert.equal(await faultOf(inflated(gzipSync(text).subarray(0, 20), 'gzip')), 'damaged');
  });

  it('is refused as soon as it is too large on either side, or a bomb', async () => {
    assert.equal(await faultOf(inflated(text, 'identity', { ...limits, compressedBytes: 100 })), 'too_large');
    assert.equal(await faultOf(inflated(gzipSync(text), 'gzip', { ...limits, bytes: 1_000 })), 'too_large');
    assert.equal(await faultOf(inflated(gzipSync(Buffer.alloc(5_000_000)), 'gzip')), 'too_large');
  });
});
