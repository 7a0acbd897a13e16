import { writeXlsx } from '#kit/files/xlsx.ts';
import type { ExportHead } from '../rules/export-table.ts';
import { csvOf, type ExportLine, type ExportTable } from './table.ts';

/** How a table can be written. `csv_bom`: CSV with a mark that makes Excel read it as UTF-8. */
export const exportFormats = ['csv', 'csv_bom', 'xlsx', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

interface FormatFacts {
  readonly ending: string;
  readonly contentType: string;
  readonly write: (table: ExportTable) => AsyncGenerator<string | Uint8Array>;
}

export const formatFacts: Readonly<Record<ExportFormat, FormatFacts>> = {
  csv: { ending: 'csv', contentType: 'text/csv; charset=utf-8', write: csvOf },
  csv_bom: { ending: 'csv', contentType: 'text/csv; charset=utf-8', write: csvForExcel },
  xlsx: { ending: 'xlsx', contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: xlsxOf },
  json: { ending: 'json', contentType: 'application/json; charset=utf-8', write: jsonOf },
};

async function* csvForExcel(table: ExportTable): AsyncGenerator<string> {
  yield '\u{feff}';
  yield* csvOf(table);
}

function xlsxOf({ name, columns, lines }: ExportTable): AsyncGenerator<Uint8Array> {
  async function* rows(): AsyncGenerator<readonly (string | number | null)[]> {
    yield columns.map((column) => column.name);
    for await (const some of lines) yield* some.map((line) => valuesOf(line, columns));
  }
  return writeXlsx([{ name, rows: rows() }]);
}

/** A list with one object a line; numbers are numbers, what is empty is null. */
async function* jsonOf({ columns, lines }: ExportTable): AsyncGenerator<string> {
  yield '[';
  let before = '\n';
  for await (const some of lines) {
    const objects = some.map((line) => {
      const values = valuesOf(line, columns);
      return JSON.stringify(Object.fromEntries(columns.map(({ name }, at) => [name, values[at] ?? null])));
    });
    if (objects.length > 0) yield `${before}${objects.join(',\n')}`;
    if (objects.length > 0) before = ',\n';
  }
  yield '\n]\n';
}

/** As exports write one; `007` is none. */
const written = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]\d+)?$/;

function valuesOf(line: ExportLine, columns: readonly ExportHead[]): (string | number | null)[] {
  return line.map((cell, at) => {
    if (cell === '') return null;
    return columns[at]?.isNumber && written.test(cell) ? Number(cell) : cell;
  });
}
