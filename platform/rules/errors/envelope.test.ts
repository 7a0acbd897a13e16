import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EnvelopeFault, EnvelopeReader, objectIn, type Envelope, type EnvelopeLimits } from './envelope.ts';

const small: EnvelopeLimits = { items: 3, itemBytes: 20, bytes: 30 };

function read(text: string, { piece = text.length, limits }: { piece?: number; limits?: EnvelopeLimits } = {}): Envelope {
  const reader = new EnvelopeReader((type) => type === 'event', limits);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece));
  return reader.end();
}

const payloads = ({ items }: Envelope): string[] => items.map(({ payload }) => payload.toString());

const cases = [
  {
    it: 'ends payloads at the line without a length',
    text: '{}\n{"type":"event"}\n{"a":1}\n{"type":"event"}\n{"b":2}',
    expect: ['{"a":1}', '{"b":2}'],
  },
  {
    it: 'takes lengths at their word, newlines and all',
    text: '{}\n{"type":"event","length":3}\na\nb\n{"type":"event"}\n{}\n',
    expect: ['a\nb', '{}'],
  },
  { it: 'counts bytes, not letters', text: '{}\n{"type":"event","length":2}\né\n', expect: ['é'] },
  { it: 'passes empty lines at the end', text: '{}\n{"type":"event"}\n{}\n\n\n', expect: ['{}'] },
  { it: 'passes what it does not know', text: '{}\n{"type":"replay_video","length":4}\nabcd\n{"type":"event"}\n{}', expect: ['{}'] },
  { it: 'takes an envelope without items', text: '{"event_id":"1","new":true}', expect: [] },
];

describe('an envelope', () => {
  for (const c of cases) it(c.it, () => assert.deepEqual(payloads(read(c.text)), c.expect));

  it('is the same in whatever pieces it comes', () =>
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.integer({ min: 1, max: 12 }), ({ text, expect }, piece) =>
        assert.deepEqual(payloads(read(text, { piece })), expect),
      ),
    ));

  it('never throws anything but its fault', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          read(`{}\n${text}`);
        } catch (error) {
          assert.ok(error instanceof EnvelopeFault);
        }
      }),
    ));

  it('drops an item that is too large, one too many and what is unknown, and keeps the others', () => {
    const item = (payload: string): string => `{"type":"event"}\n${payload}\n`;
    const large = read(`{}\n${item('x'.repeat(21))}${item('ok')}`, { limits: small });
    assert.deepEqual([payloads(large), large.dropped], [['ok'], [{ type: 'event', why: 'too_large' }]]);
    const many = read(`{}\n${item('1').repeat(4)}`, { limits: small });
    assert.deepEqual([payloads(many).length, many.dropped], [3, [{ type: 'event', why: 'too_many' }]]);
    const together = read(`{}\n${item('x'.repeat(18)).repeat(2)}`, { limits: small });
    assert.equal(payloads(together).length, 1);
    assert.deepEqual(read('{}\n{"type":"log"}\n{}').dropped, [{ type: 'log', why: 'unknown' }]);
  });

  for (const text of ['', 'hello', '[]\n', '{}\n{"length":3}\nabc', '{}\n{"type":"event","length":9}\nabc', `${' '.repeat(70_000)}{}`])
    it(`is not: ${JSON.stringify(text.slice(0, 40))}`, () => assert.throws(() => read(text), EnvelopeFault));
});

describe('a JSON object', () => {
  it('is nested 32 deep at most; brackets in strings are no nesting', () => {
    const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    assert.ok(objectIn(nested(32)));
    assert.equal(objectIn(nested(33)), null);
    assert.ok(objectIn(JSON.stringify({ text: '[{"'.repeat(40) })));
  });
});
