import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RedisReply } from '#kit/redis/reply.ts';
import { redisCommands, redisVerb, replyJson, replyLines } from './redis-words.ts';

describe('redisCommands', () => {
  const cases = [
    { it: 'as bash echoes it', line: String.raw`FLUSHALL\r\n QUIT`, expect: ['FLUSHALL', 'QUIT'] },
    { it: 'the first line as dash echoes it', line: 'FLUSHALL\r', expect: ['FLUSHALL'] },
    { it: 'the second, with its blank', line: ' QUIT', expect: ['QUIT'] },
    { it: 'an empty line', line: '  ', expect: [] },
    { it: 'a value with a line end in quotes', line: String.raw`SET a "x\r\ny"\r\nGET a`, expect: [String.raw`SET a "x\r\ny"`, 'GET a'] },
    { it: 'another escape', line: String.raw`KEYS a\*\n`, expect: [String.raw`KEYS a\*\n`] },
    { it: 'a quote that never ends', line: String.raw`SET a "x\r\nGET a`, expect: ['SET a "x', 'GET a'] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(redisCommands(c.line), c.expect));
});

describe('redisVerb', () => {
  it('is the first word, in capitals', () => assert.deepEqual(['flushall async', 'QUIT', ''].map(redisVerb), ['FLUSHALL', 'QUIT', '']));
});

describe('a reply', () => {
  const text = (word: string): RedisReply => ({ kind: 'text', text: word });
  const cases: { reply: RedisReply; lines: string[]; json: unknown }[] = [
    { reply: text('OK'), lines: ['OK'], json: 'OK' },
    { reply: text('a\r\nb'), lines: ['a', 'b'], json: 'a\r\nb' },
    { reply: { kind: 'number', number: 3 }, lines: ['(integer) 3'], json: 3 },
    { reply: { kind: 'nothing' }, lines: ['(nil)'], json: null },
    { reply: { kind: 'error', text: 'ERR no' }, lines: ['(error) ERR no'], json: { error: 'ERR no' } },
    { reply: { kind: 'list', items: [] }, lines: ['(empty list)'], json: [] },
    {
      reply: { kind: 'list', items: [text('a'), { kind: 'list', items: [text('b'), text('c')] }] },
      lines: ['1) a', '2) 1) b', '   2) c'],
      json: ['a', ['b', 'c']],
    },
  ];
  for (const c of cases) {
    it(`${c.lines.join(' / ')} for people`, () => assert.deepEqual(replyLines(c.reply), c.lines));
    it(`${JSON.stringify(c.json)} for programs`, () => assert.deepEqual(replyJson(c.reply), c.json));
  }
});
