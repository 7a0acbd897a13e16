/** One row as it stands in a file; `line` counts from 1 and includes the header. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A file that was taken apart, before anybody looked at what is in it. */
export interface CsvTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** What is wrong with a set, where, in one sentence. `line` and `column` are null when the whole file is meant. */
export interface CsvFault {
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly sentence: string;
}

type ReadCell<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly wanted: string };

/** How a column is read. A column that is not required may be missing, and its cells may be empty: then `absent` stands there. */
export interface Column<Value> {
  readonly isRequired: boolean;
  readonly read: (cell: string) => ReadCell<Value>;
}

export type Columns = Readonly<Record<string, Column<unknown>>>;
export type Values<Shape extends Columns> = {
  readonly [Name in keyof Shape]: Shape[Name] extends Column<infer Value> ? Value : never;
};

const ok = <Value>(value: Value): ReadCell<Value> => ({ ok: true, value });
const wanted = (what: string): ReadCell<never> => ({ ok: false, wanted: what });

/** Text that must be there, at most `longest` characters. */
export function requiredText(longest: number): Column<string> {
  return { isRequired: true, read: (cell) => textOf(cell, longest, () => wanted('a text')) };
}

export function optionalText(longest: number): Column<string> {
  return { isRequired: false, read: (cell) => textOf(cell, longest, () => ok('')) };
}

function textOf(cell: string, longest: number, whenEmpty: () => ReadCell<string>): ReadCell<string> {
  if (cell === '') return whenEmpty();
  return cell.length <= longest ? ok(cell) : wanted(`at most ${longest} characters`);
}

/** A number within the bounds; an empty cell gives `absent`. */
export function optionalNumber<Absent extends number | null>(absent: Absent, bounds: NumberBounds): Column<number | Absent> {
  return { isRequired: false, read: (cell) => (cell === '' ? ok(absent) : numberOf(cell, bounds)) };
}

export function requiredNumber(bounds: NumberBounds): Column<number> {
  return { isRequired: true, read: (cell) => numberOf(cell, bounds) };
}

export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
}

function numberOf(cell: string, { min, max, isWhole }: NumberBounds): ReadCell<number> {
  const value = Number(cell);
  const fits = cell !== '' && value >= min && value <= max && (!isWhole || Number.isInteger(value));
  return fits ? ok(value) : wanted(`a ${isWhole ? 'whole ' : ''}number from ${min} to ${max}`);
}

/** true, yes, t, y, 1 against everything that means no; an empty cell gives `absent`. */
export function flag(absent: boolean): Column<boolean> {
  return {
    isRequired: false,
    read: (cell) => {
      if (cell === '') return ok(absent);
      if (/^(true|yes|t|y|1)$/i.test(cell)) return ok(true);
      return /^(false|no|f|n|0)$/i.test(cell) ? ok(false) : wanted('yes or no');
    },
  };
}

/** One of several words; the keys are how it may be written (any case), the values what it means. */
export function choice<Value, Absent = never>(meanings: Readonly<Record<string, Value>>, absent?: Absent): Column<Value | Absent> {
  const words = Object.keys(meanings);
  return {
    isRequired: absent === undefined,
    read: (cell) => {
      const word = words.find((known) => known === cell.toLowerCase());
      if (word !== undefined && meanings[word] !== undefined) return ok(meanings[word]);
      return cell === '' && absent !== undefined ? ok(absent) : wanted(`one of ${words.filter((known) => known.length > 1).join(', ')}`);
    },
  };
}

/** Several names in one cell, parted by the mark; none when empty. */
export function list(mark: ',' | ';' | '/'): Column<readonly string[]> {
  const parts = (cell: string): string[] => cell.split(mark).map((part) => part.trim());
  return { isRequired: false, read: (cell) => ok(parts(cell).filter((part) => part !== '')) };
}

/** A row whose cells have been read, with the line it came from. */
export type ReadRow<Shape extends Columns> = Values<Shape> & { readonly line: number };

/** Reads a whole file; what is wrong goes to `faults`, and such rows are left out. */
export function readRows<Shape extends Columns>(table: CsvTable, shape: Shape, faults: CsvFault[]): ReadRow<Shape>[] {
  const missing = Object.keys(shape).filter((name) => shape[name]?.isRequired && !table.header.includes(name));
  for (const column of missing) faults.push(missingColumn(table, column));
  for (const column of table.header.filter((name) => !(name in shape))) faults.push(unknownColumn(table, column, shape));
  if (missing.length > 0) return [];
  return table.rows.flatMap((row) => readRow(table.file, row, { shape, faults }));
}

function readRow<Shape extends Columns>(
  file: string,
  row: CsvRow,
  { shape, faults }: { shape: Shape; faults: CsvFault[] },
): ReadRow<Shape>[] {
  const before = faults.length;
  const entries = Object.entries(shape).map(([column, { read }]) => {
    const cell = (row.cells[column] ?? '').trim();
    const result = read(cell);
    if (result.ok) return [column, result.value];
    faults.push({
      file,
      line: row.line,
      column,
      sentence: cell === '' ? `is empty; it must be ${result.wanted}` : `is "${cell}"; it must be ${result.wanted}`,
    });
    return [column, undefined];
  });
  if (faults.length > before) return [];
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- every column of the shape was just read by its own reader
  return [{ ...Object.fromEntries(entries), line: row.line } as ReadRow<Shape>];
}

function missingColumn(table: CsvTable, column: string): CsvFault {
  return { file: table.file, line: 1, column, sentence: `is missing; the first line must name it` };
}

function unknownColumn(table: CsvTable, column: string, shape: Columns): CsvFault {
  const known = Object.keys(shape).join(', ');
  return { file: table.file, line: 1, column, sentence: `is not a column of this file; it may have ${known}` };
}

/** `teams.csv, line 3, column "seed": is "x"; it must be …` */
export function faultSentence(fault: CsvFault): string {
  const line = fault.line === null ? '' : `, line ${fault.line}`;
  const column = fault.column === null ? '' : `, column "${fault.column}"`;
  return `${fault.file}${line}${column}: ${fault.sentence}.`;
}
