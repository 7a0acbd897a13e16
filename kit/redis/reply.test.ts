import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readReply } from './reply.ts';

describe('readReply', () => {
  const cases = [
    { it: 'a word', bytes: '+OK\r\n', expect: { kind: 'text', text: 'OK' } },
    { it: 'an error', bytes: '-ERR unknown command\r\n', expect: { kind: 'error', text: 'ERR unknown command' } },
    { it: 'a number', bytes: ':-12\r\n', expect: { kind: 'number', number: -12 } },
    { it: 'a text with line ends in it', bytes: '$4\r\na\r\nb\r\n', expect: { kind: 'text', text: 'a\r\nb' } },
    { it: 'a text counted in bytes', bytes: '$3\r\n€\r\n', expect: { kind: 'text', text: '€' } },
    { it: 'no text', bytes: '$-1\r\n', expect: { kind: 'nothing' } },
    { it: 'no list', bytes: '*-1\r\n', expect: { kind: 'nothing' } },
    { it: 'an empty list', bytes: '*0\r\n', expect: { kind: 'list', items: [] } },
    {
      it: 'a list in a list',
      bytes: '*2\r\n:1\r\n*1\r\n+a\r\n',
      expect: {
        kind: 'list',
        items: [
          { kind: 'number', number: 1 },
          { kind: 'list', items: [{ kind: 'text', text: 'a' }] },
        ],
      },
    },
  ];
  for (const c of cases) {
    it(c.it, () => assert.deepEqual(readReply(Buffer.from(c.bytes)), { reply: c.expect, end: Buffer.byteLength(c.bytes) }));
    it(`waits for the rest of ${c.it}`, () =>
      fc.assert(
        fc.property(fc.integer({ min: 0, max: Buffer.byteLength(c.bytes) - 1 }), (cut) => {
          assert.equal(readReply(Buffer.from(c.bytes).subarray(0, cut)), null);
        }),
      ));
  }

  it('goes on behind the reply before', () =>
    assert.deepEqual(readReply(Buffer.from('+a\r\n+b\r\n'), 4)?.reply, { kind: 'text', text: 'b' }));
});
