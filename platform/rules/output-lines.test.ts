import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lineTime, outputLines } from './output-lines.ts';

const texts = (piece: string | Buffer, options: { longest?: number; most?: number; flush?: boolean } = {}): string[] =>
  outputLines(Buffer.from(piece), { longest: 10_000, most: 100, flush: false, ...options }).lines.map((line) => line.text);

describe('outputLines', () => {
  const cases = [
    { it: 'cuts at line ends', got: texts('a\nb\n'), expect: ['a', 'b'] },
    { it: 'keeps empty lines', got: texts('a\n\nb\n'), expect: ['a', '', 'b'] },
    { it: 'drops a carriage return before the line end', got: texts('a\r\n'), expect: ['a'] },
    { it: 'keeps an unfinished line for later', got: texts('a\nb'), expect: ['a'] },
    { it: 'passes it on when it has waited long enough', got: texts('a\nb', { flush: true }), expect: ['a', 'b'] },
    { it: 'cuts a long line', got: texts('abcdefg\n', { longest: 3 }), expect: ['abc', 'def', 'g'] },
    { it: 'takes no more than it should', got: texts('a\nb\nc\n', { most: 2 }), expect: ['a', 'b'] },
    { it: 'never cuts a character', got: texts('aé\n', { longest: 2 }), expect: ['a', 'é'] },
    { it: 'replaces what is not UTF-8', got: texts(Buffer.from([0x61, 0xff, 0x0a])), expect: ['a\ufffd'] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(c.got, c.expect));

  it('says where each line ends', () => {
    const { lines, bytes } = outputLines(Buffer.from('ab\ncd\ne'), { longest: 10, most: 100, flush: false });
    assert.deepEqual([lines.map((line) => line.end), bytes], [[3, 6], 6]);
  });

  it('passes every byte on once, however the output arrives', () =>
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zé ]{0,30}$/), { maxLength: 20 }),
        fc.array(fc.nat(40), { maxLength: 10 }),
        (words, sizes) => {
          const whole = Buffer.from(words.map((word) => `${word}\n`).join(''));
          const seen: string[] = [];
          let from = 0;
          for (const size of [...sizes, ...words.map(() => whole.length)]) {
            const piece = whole.subarray(from, Math.max(from, Math.min(whole.length, from + size)));
            const taken = outputLines(piece, { longest: 10_000, most: 3, flush: false });
            seen.push(...taken.lines.map((line) => line.text));
            from += taken.bytes;
          }
          return JSON.stringify(seen) === JSON.stringify(words);
        },
      ),
    ));
});

describe('lineTime', () => {
  const marks = [
    { size: 10, atMs: 100 },
    { size: 20, atMs: 200 },
  ];
  it('is the first look that saw the whole line', () => assert.equal(lineTime(marks, 11, 999), 200));
  it('is now when nobody has looked since', () => assert.equal(lineTime(marks, 21, 999), 999));
});
