import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ChunkedBody } from './chunked-body.ts';

/** The payload of what arrives in these parts, how many bytes of the last part belong to it, and whether it has ended. */
function read(...parts: readonly string[]) {
  const body = new ChunkedBody();
  let payload = '';
  let used = 0;
  for (const part of parts) used = body.read(Buffer.from(part, 'latin1'), (piece) => (payload += piece.toString('latin1')));
  return { payload, used, ended: body.ended, trailers: body.trailers };
}

describe('ChunkedBody', () => {
  it('joins the chunks', () => assert.deepEqual(read('3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n').payload, 'abc0123456789'));
  it('ends at the empty line, not at what follows it', () => {
    const answer = read('1\r\na\r\n0\r\n\r\nHTTP/1.1 200 OK');
    assert.deepEqual([answer.ended, answer.used], [true, '1\r\na\r\n0\r\n\r\n'.length]);
  });
  it('gives the trailers', () => assert.deepEqual(read('0\r\nX-Sum: 12 \r\nY:\r\n\r\n').trailers, ['X-Sum', '12', 'Y', '']));
  it('drops extensions', () => assert.equal(read('1;name="value"\r\na\r\n').payload, 'a'));
  it('has not ended while bytes are missing', () => assert.equal(read('1\r\na\r\n0\r\n\r').ended, false));

  const cases = [
    { it: 'a size that is no number', bytes: 'z\r\n' },
    { it: 'a size with a sign', bytes: '+1\r\na' },
    { it: 'a size with 0x', bytes: '0x1\r\na' },
    { it: 'a size beyond memory', bytes: 'fffffffffffff\r\n' },
    { it: 'no size', bytes: '\r\n' },
    { it: 'a bare line feed after the size', bytes: '1\na\r\n' },
    { it: 'a chunk that is longer than it says', bytes: '1\r\nab\r\n' },
    { it: 'a chunk that ends in a bare line feed', bytes: '1\r\na\n0\r\n\r\n' },
    { it: 'an extension over 256 bytes', bytes: `1;${'a'.repeat(257)}\r\na\r\n` },
    { it: 'a line without an end', bytes: '0'.repeat(9000) },
    { it: 'a trailer that is no header', bytes: '0\r\nbad header\r\n\r\n' },
  ];
  for (const c of cases) it(`refuses ${c.it}`, () => assert.equal(read(c.bytes).used, -1));

  const anyChunks = fc.array(fc.string({ minLength: 1, maxLength: 40, unit: 'binary-ascii' }));
  it('does not mind how the bytes are cut', () =>
    fc.assert(
      fc.property(anyChunks, fc.array(fc.nat(60)), (chunks, cuts) => {
        const bytes = `${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')}0\r\nT: v\r\n\r\n`;
        const parts: string[] = [];
        let at = 0;
        for (const cut of cuts) parts.push(bytes.slice(at, (at += cut)));
        const answer = read(...parts, bytes.slice(at));
        assert.deepEqual([answer.payload, answer.ended, answer.trailers], [chunks.join(''), true, ['T', 'v']]);
      }),
    ));
});
