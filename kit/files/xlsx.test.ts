import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { writeXlsx, type XlsxCell, type XlsxSheet } from './xlsx.ts';

const isList = (name: string): boolean => ['row', 'c', 'sheet', 'Relationship', 'Override'].includes(name);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: isList,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
});

async function parts(sheets: readonly XlsxSheet[]): Promise<Record<string, string>> {
  const files = unzipSync(Buffer.concat(await Array.fromAsync(writeXlsx(sheets))));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

interface ReadCell {
  readonly r: string;
  readonly t?: string;
  readonly v?: string;
  readonly is?: { readonly t: { readonly '#text'?: string } };
}

/** The cells of a sheet by their place. */
function cellsOf(xml: string): Record<string, unknown> {
  const rows: { c?: ReadCell[] }[] = parser.parse(xml).worksheet.sheetData.row;
  const cells = rows.flatMap(({ c = [] }) => c);
  return Object.fromEntries(cells.map(({ r, t, v, is }) => [r, t === 'inlineStr' ? is?.t['#text'] : t === 'b' ? v === '1' : Number(v)]));
}

async function sheet(rows: readonly (readonly XlsxCell[])[]): Promise<Record<string, unknown>> {
  return cellsOf((await parts([{ name: 'one', rows }]))['xl/worksheets/sheet1.xml'] ?? '');
}

describe('writeXlsx', () => {
  it('keeps numbers as numbers, and everything else as it was typed', async () =>
    assert.deepEqual(await sheet([['a', 'b', 'c', 'd'], [1.5, true, '=1+1', '007'], [null, undefined, '', -2]]), {
      A1: 'a', B1: 'b', C1: 'c', D1: 'd',
      A2: 1.5, B2: true, C2: '=1+1', D2: '007',
      D3: -2,
    })); // prettier-ignore

  it('writes what is special in XML, and leaves out what XML cannot hold', async () =>
    assert.deepEqual(await sheet([['<a> & "b"', 'x\u0000\u0007y', 'two\nlines', 'ü 漢 🎲']]), {
      A1: '<a> & "b"', B1: 'xy', C1: 'two\nlines', D1: 'ü 漢 🎲',
    })); // prettier-ignore

  it('names the columns after Z', async () => {
    const cells = await sheet([Array.from({ length: 704 }, (_, at) => at)]);
    assert.deepEqual([cells['Z1'], cells['AA1'], cells['ZZ1'], cells['AAB1']], [25, 26, 701, 703]);
  });

  it('names its sheets as Excel allows', async () => {
    const long = 'x'.repeat(40);
    const files = await parts(['a/b', 'A_B', long, long, ''].map((name) => ({ name, rows: [['h']] })));
    const listed: { name: string }[] = parser.parse(files['xl/workbook.xml'] ?? '').workbook.sheets.sheet;
    const names = listed.map(({ name }) => name);
    assert.deepEqual(names, ['a_b', 'A_B (2)', 'x'.repeat(31), `${'x'.repeat(26)} (2)`, 'Sheet5']);
  });

  it('is a package in which every part is named and there', async () => {
    const files = await parts([{ name: 'one', rows: [] }]);
    const types: { PartName: string }[] = parser.parse(files['[Content_Types].xml'] ?? '').Types.Override;
    const targets: { Target: string }[] = parser.parse(files['xl/_rels/workbook.xml.rels'] ?? '').Relationships.Relationship;
    for (const { PartName } of types) assert.ok(files[PartName.slice(1)], PartName);
    for (const { Target } of targets) assert.ok(files[`xl/${Target}`], Target);
  });

  it('passes rows on as they come', async () => {
    let made = 0;
    const rows = (function* (): Generator<string[]> {
      for (; made < 20_000; made += 1) yield ['some text in a cell', String(made)];
    })();
    for await (const _ of writeXlsx([{ name: 'long', rows }])) if (made > 0) break;
    assert.ok(made < 5_000, `${made} rows were read before anything was given`);
  });

  it('says when Excel could not open the sheet', () =>
    assert.rejects(sheet([Array.from({ length: 16_385 }, () => 1)]), /The table one has 16385 columns; Excel opens 16384/));
});
