import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { field } from '../game/fields.ts';
import { readCsv } from './read-csv.ts';

describe('readCsv', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lab-csv-'));
  });
  after(() => rm(folder, { recursive: true }));
  async function file(text: string): Promise<URL> {
    const path = join(folder, 'words.csv');
    await writeFile(path, text);
    return pathToFileURL(path);
  }
  const fields = { word: field.text(), ms: field.int(), isReal: field.bool(), prize: field.money({ min: null }) };
  const rows = [
    { word: 'tree', ms: 300, isReal: true, prize: 0.25 },
    { word: '', ms: null, isReal: null, prize: null },
    { word: 'glorp, or so', ms: 0, isReal: false, prize: -1 },
  ];

  it('gives each line as an object, each cell as its field says; blank is null, and for text blank', async () => {
    assert.deepEqual(readCsv(await file('word,ms,isReal,prize\ntree,300,TRUE,0.25\n,,,""\n"glorp, or so",0,0,-1\n'), fields), [
      rows[0],
      rows[2],
    ]);
  });

  it('takes semicolons, any order of columns, and a byte order mark', async () => {
    const text = '\uFEFFms;word;prize;isReal\r\n300;tree;0,25;True\r\n;"";;\r\n0;"glorp, or so";-1;false\r\n';
    assert.deepEqual(readCsv(await file(text), fields).at(0), rows[0]);
  });

  it('knows the kinds of the cells when it is compiled', async () => {
    const [row] = readCsv(await file('word,ms\na,\n'), { word: field.text(), ms: field.int() });
    assert.ok(row);
    const word: string = row.word;
    const ms: number | null = row.ms;
    // @ts-expect-error -- there may be no number in the cell
    const surely: number = row.ms;
    assert.deepEqual([word, ms, surely], ['a', null, null]);
  });

  const wrong = [
    {
      it: 'a column that no field has',
      text: 'word,colour\na,b\n',
      says: /words\.csv: It has a column colour, which is none of: word, ms\./,
    },
    { it: 'a column that is missing', text: 'word\na\n', says: /It has no column ms\./ },
    { it: 'a cell that is no value', text: 'word,ms\na,1\nb,soon\n', says: /Row 2, column ms: "soon" cannot be read\. .*whole number/ },
    { it: 'a file without a line', text: '', says: /It is empty/ },
  ];
  for (const c of wrong)
    it(`refuses ${c.it}`, async () => {
      const at = await file(c.text);
      assert.throws(() => readCsv(at, { word: field.text(), ms: field.int() }), c.says);
    });
  it('refuses a file that is not there, and a path from nowhere', () => {
    assert.throws(() => readCsv(new URL('none.csv', import.meta.url), {}), /none\.csv: It cannot be read/);
    assert.throws(() => readCsv('none.csv', {}), /new URL\('none\.csv', import\.meta\.url\)/);
  });
});
