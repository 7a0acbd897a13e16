import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { csvLine, readCsv, writeCsv } from './csv.ts';

describe('readCsv', () => {
  it('gives cells by column, with the line they stand in', () =>
    assert.deepEqual(readCsv('\uFEFFname, code\r\n"Lee, Ann",A1\n\nBob,B2\n').rows, [
      { line: 2, cells: { name: 'Lee, Ann', code: 'A1' } },
      { line: 4, cells: { name: 'Bob', code: 'B2' } },
    ]));
  it('says that a file is empty', () => assert.throws(() => readCsv(''), /The file is empty/));
  it('names the line with too many cells', () =>
    assert.throws(() => readCsv('a,b\n1,2\n1,2,3\n'), /Line 3 has 3 cells, but line 1 names 2/));
  it('refuses a column that stands twice', () => assert.throws(() => readCsv('a,a\n1,2\n'), /The column a stands twice/));
  it('refuses an open quote', () => assert.throws(() => readCsv('a\n"open\n'), /no readable CSV/));
});

describe('csvLine', () => {
  it('writes a row that is one empty cell, not a blank line', () => {
    assert.equal(csvLine([null]), '""\r\n');
    assert.equal(readCsv('answer\r\n""\r\nyes\r\n').rows.length, 2);
  });
  it('quotes what needs it', () => assert.equal(csvLine(['a,b', 'say "hi"', 3, null, true]), '"a,b","say ""hi""",3,,1\r\n'));
  it('takes the edge off formulas for spreadsheets only', () => {
    assert.equal(csvLine(['=1+1'], true), "'=1+1\r\n");
    assert.equal(csvLine(['=1+1']), '=1+1\r\n');
  });
  it('is read back as it was written', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (rows) => {
        const clean = rows.map((row) => [`x${row[0]}`.trim(), row[1].trim()]).filter((row) => !row.join('').includes('\0'));
        const back = readCsv(writeCsv(['a', 'b'], clean)).rows.map((row) => [row.cells.a, row.cells.b]);
        assert.deepEqual(back, clean);
      }),
    ));
});
