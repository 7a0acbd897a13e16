import { writeCsv } from '#kit/files/csv.ts';
import { codebook, type CodebookEntry } from '../rules/codebook.ts';
import { offeredTables } from './catalog.ts';
import { loadWithPandas } from './loaders/pandas.ts';
import { loadWithR } from './loaders/r.ts';
import { loadWithStata } from './loaders/stata.ts';
import type { ExportScope, ExportSource } from './table.ts';

/** Every variable of every table of these sessions. */
export async function projectCodebook(source: ExportSource, scope: ExportScope): Promise<CodebookEntry[]> {
  const { games, money } = source.project;
  const tables = await Promise.all(offeredTables({ games }).map((table) => table.make(source, scope)));
  return codebook(tables, money.points ? 'points' : money.code);
}

/** The code book in the forms people and programs read, and the scripts that load the data with types and labels. By file name. */
export function codebookFiles(entries: readonly CodebookEntry[]): Record<string, string> {
  return {
    'codebook.csv': codebookCsv(entries),
    'codebook.md': codebookMarkdown(entries),
    'value_labels.csv': valueLabelsCsv(entries),
    'load.py': loadWithPandas,
    'load.R': loadWithR,
    'load.do': loadWithStata(entries),
  };
}

const header = ['table', 'variable', 'label', 'type', 'unit', 'min', 'max', 'values', 'doc'];

export function codebookCsv(entries: readonly CodebookEntry[]): string {
  return writeCsv(header, entries.map(lineOf));
}

function lineOf({ table, variable, label, type, unit, min, max, values, doc }: CodebookEntry): string[] {
  return [table, variable, label, type, unit, min, max, values.map((one) => `${one.value} = ${one.label}`).join('; '), doc];
}

/** One line for each value that stands for something, for programs. */
function valueLabelsCsv(entries: readonly CodebookEntry[]): string {
  const lines = entries.flatMap(({ table, variable, values }) => values.map(({ value, label }) => [table, variable, value, label]));
  return writeCsv(['table', 'variable', 'value', 'label'], lines);
}

export function codebookMarkdown(entries: readonly CodebookEntry[]): string {
  const tables = [...Map.groupBy(entries, (entry) => entry.table)].map(([table, own]) => {
    const rows = own.map((entry) => `| ${lineOf(entry).slice(1).map(markdownCell).join(' | ')} |`);
    const heads = header.slice(1);
    return [`## ${table}`, '', `| ${heads.join(' | ')} |`, `|${heads.map(() => ' --- |').join('')}`, ...rows, ''].join('\n');
  });
  return `# Code book\n\n${tables.join('\n')}`;
}

function markdownCell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[|\\`*_<]/g, String.raw`\$&`);
}
