import { RostraError } from '../errors/rostra-error.ts';
import { writeZip } from './zip.ts';

/** What a cell holds. Numbers stay numbers; everything else is text, which no spreadsheet runs as a formula. */
export type XlsxCell = string | number | boolean | null | undefined;

/** One sheet of a workbook. */
export interface XlsxSheet {
  /** Shortened to what Excel allows, and told apart by a number when another sheet is called so. */
  readonly name: string;
  /** The first row is the header: bold, and it stays in sight. */
  readonly rows: Iterable<readonly XlsxCell[]> | AsyncIterable<readonly XlsxCell[]>;
}

/** Excel's own limits. */
const most = { rows: 1_048_576, columns: 16_384, characters: 32_767 } as const;

/**
 * An Excel workbook (Office Open XML), piece by piece, so that a table of any length passes through little memory. Throws a fault
 * when a sheet has more rows or columns than Excel opens.
 */
export function writeXlsx(sheets: readonly XlsxSheet[]): AsyncGenerator<Uint8Array> {
  const around = Object.entries(partsAround(sheetNames(sheets.map(({ name }) => name)))).map(([name, content]) => ({ name, content }));
  const written = sheets.map((sheet, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, content: sheetXml(sheet) }));
  return writeZip([...around, ...written]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** So much text is compressed at a time. */
const pieceLength = 65_536;

async function* sheetXml({ name, rows }: XlsxSheet): AsyncGenerator<string> {
  let text = `${start}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  let count = 0;
  for await (const cells of rows) {
    count += 1;
    if (count > most.rows || cells.length > most.columns) throw new TooLargeForExcel(name, cells.length);
    text += `<row r="${count}">${cells.map((cell, at) => cellXml(cell, `${columnLetters(at)}${count}`, count === 1)).join('')}</row>`;
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

function cellXml(cell: XlsxCell, place: string, isHeader: boolean): string {
  if (cell === null || cell === undefined || cell === '') return '';
  if (typeof cell === 'number' && Number.isFinite(cell)) return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  const text = escape(String(cell).slice(0, most.characters));
  return `<c r="${place}"${isHeader ? ' s="1"' : ''} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** `A`, `B` … `Z`, `AA` … by place from 0. */
function columnLetters(at: number): string {
  let letters = '';
  for (let left = at + 1; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCodePoint(65 + ((left - 1) % 26)) + letters;
  return letters;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no place for control characters and halves of surrogate pairs; `_x0041_` would be read as a code. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u{FFFE}\u{FFFF}]/gu, (character) => (isInXml(character) ? character : ''))
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** Of the control characters. */
function isInXml(character: string): boolean {
  return '\t\n\r'.includes(character) || (character >= '\u{7F}' && character <= '\u{9F}');
}

const longestName = 31;

/** Names that Excel takes: 31 characters, none of `[]:*?/\`, no apostrophe at the ends, none twice whatever the case. */
function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name, at) => {
    const clean =
      name
        .replace(/[[\]:*?/\\\p{Cc}]/gu, '_')
        .replace(/^'|'$/g, '_')
        .slice(0, longestName) || `Sheet${at + 1}`;
    let free = clean;
    for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${clean.slice(0, longestName - 5)} (${number})`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/** Everything of a workbook that is not a sheet. */
function partsAround(names: readonly string[]): Record<string, string> {
  const number = (at: number): number => at + 1;
  const types = names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${number(at)}.xml" ContentType="${kinds}.worksheet+xml"/>`);
  const listed = names.map((name, at) => `<sheet name="${escape(name)}" sheetId="${number(at)}" r:id="rId${number(at)}"/>`);
  const related = names.map(
    (_, at) => `<Relationship Id="rId${number(at)}" Type="${documents}/worksheet" Target="worksheets/sheet${number(at)}.xml"/>`,
  );
  return {
    '[Content_Types].xml': `${start}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kinds}.styles+xml"/>${types.join('')}</Types>`,
    '_rels/.rels': `${start}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${start}<workbook xmlns="${main}" xmlns:r="${documents}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${start}<Relationships xmlns="${packages}/relationships">${related.join('')}<Relationship Id="rIdStyles" Type="${documents}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${start}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  };
}

class TooLargeForExcel extends RostraError {
  constructor(sheet: string, columns: number) {
    const why =
      columns > most.columns ? `${columns} columns; Excel opens ${most.columns}` : `more than ${most.rows} rows, which Excel does not open`;
    super({
      code: 'XLSX_TOO_LARGE',
      status: 422,
      message: `The table ${sheet} has ${why}.`,
      hint: 'Take the CSV file, or one session alone.',
    });
  }
}
