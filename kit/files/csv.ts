import { CsvError, parse } from 'csv-parse/sync';
import { RostraError } from '../errors/rostra-error.ts';

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  /** As an editor counts: the header is line 1. */
  readonly line: number;
  /** By column name, without spaces around. */
  readonly cells: Readonly<Record<string, string>>;
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads a CSV with a header line (RFC 4180, UTF-8, a byte order mark is skipped). Throws a fault that names the line. */
export function readCsv(text: string): CsvTable {
  const [first, ...others] = parseRecords(text);
  if (!first) throw new CsvFault('The file is empty.', 'The first line names the columns.');
  const header = first.record.map((name) => name.trim());
  const doubled = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (doubled) throw new CsvFault(`The column ${doubled} stands twice in line 1.`, 'Rename or remove one of them.');
  return { header, rows: others.map(({ record, info }) => rowOf(header, record, info.lines)) };
}

function rowOf(header: readonly string[], record: readonly string[], line: number): CsvRow {
  if (record.length > header.length) {
    throw new CsvFault(
      `Line ${line} has ${record.length} cells, but line 1 names ${header.length} columns.`,
      'Put text with commas into double quotes.',
    );
  }
  return { line, cells: Object.fromEntries(header.map((name, index) => [name, record[index]?.trim() ?? ''])) };
}

function parseRecords(text: string, delimiter = ','): ParsedRecord[] {
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter,
      relax_quotes: delimiter === '\t',
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the shape that `info: true` gives; the library's types leave it out
    return records as ParsedRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CsvFault(`The file is no readable CSV: ${error.message}.`, 'Export it again as CSV (UTF-8) from your spreadsheet.');
  }
}

class CsvFault extends RostraError {
  constructor(message: string, hint: string) {
    super({ code: 'CSV_UNREADABLE', status: 422, message, hint });
  }
}

export type CsvCell = string | number | bigint | boolean | null | undefined;

/** One line of CSV, ended by CR LF. With `isForSpreadsheet` a cell that a spreadsheet would run as a formula gets a `'` in front. */
export function csvLine(cells: readonly CsvCell[], isForSpreadsheet = false): string {
  const line = cells.map((cell) => csvCell(cell, isForSpreadsheet)).join(',');
  return cells.length === 1 && line === '' ? '""\r\n' : `${line}\r\n`; // a blank line would be no row to whoever reads it
}

function csvCell(cell: CsvCell, isForSpreadsheet: boolean): string {
  let text = cell === null || cell === undefined ? '' : String(cell);
  if (typeof cell === 'boolean') text = cell ? '1' : '0';
  if (isForSpreadsheet && typeof cell === 'string' && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A whole table. For large ones write `csvLine` by `csvLine`. */
export function writeCsv(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  let text = csvLine(header);
  for (const row of rows) text += csvLine(row);
  return text;
}

/** Cells that were copied out of a spreadsheet or typed line by line: parted by tabs, else by semicolons, else by commas; empty lines are left out. */
export function readGrid(text: string): readonly (readonly string[])[] {
  const [first = ''] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const delimiter = first.includes('\t') ? '\t' : first.split(';').length > first.split(',').length ? ';' : ',';
  const records = parseRecords(text, delimiter).map(({ record }) => record.map((cell) => cell.trim()));
  return records.filter((record) => record.some((cell) => cell !== ''));
}
