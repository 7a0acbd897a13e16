import type { CodebookEntry } from '../../rules/codebook.ts';

/** A do-file that reads each table and keeps it as `.dta` with names, labels and value labels that Stata takes. */
export function loadWithStata(entries: readonly CodebookEntry[]): string {
  const tables = [...Map.groupBy(entries, (entry) => entry.table)].map(([table, own]) => tableLines(table, own));
  return `${[...start, ...tables.flat()].join('\n')}\n`;
}

const start = [
  '* Reads each table in the folder data and saves it beside as .dta, with variable and value labels. Run it in this folder.',
  '* Names are shortened to the 32 characters that Stata takes; the name in the file is in the variable label.',
  'version 14',
  'set more off',
];

function tableLines(table: string, entries: readonly CodebookEntry[]): string[] {
  const names = stataNames(entries.map((entry) => entry.variable));
  const texts = entries.flatMap((entry, at) => (isText(entry) ? [at + 1] : []));
  const asText = texts.length > 0 ? ` stringcols(${texts.join(' ')})` : '';
  return [
    '',
    'clear',
    `import delimited using "data/${table}.csv", varnames(nonames) rowrange(2) bindquote(strict) encoding("UTF-8")${asText}`,
    ...entries.flatMap((entry, at) => variableLines(entry, { number: at + 1, name: names[at] ?? `v${at + 1}` })),
    `save "data/${table}.dta", replace`,
  ];
}

function isText({ type }: CodebookEntry): boolean {
  return type === 'text' || type === 'choice' || type === 'moment' || type === 'JSON';
}

function variableLines(entry: CodebookEntry, { number, name }: { readonly number: number; readonly name: string }): string[] {
  const { variable, label, values, type } = entry;
  const words = label === '' ? variable : `${variable}: ${label}`;
  const lines = [`rename v${number} ${name}`, `label variable ${name} ${quoted(words.slice(0, 80))}`];
  if (type === 'moment')
    return [
      ...lines,
      `generate double ${name}_ = clock(substr(${name}, 1, 23), "YMDhms")`,
      `format ${name}_ %tc`,
      `drop ${name}`,
      `rename ${name}_ ${name}`,
    ];
  const isNumbers = values.length > 0 && !isText(entry) && values.every(({ value }) => /^-?\d+(\.0)?$/.test(value));
  if (!isNumbers) return lines;
  const pairs = values.map((one) => `${Number(one.value)} ${quoted(one.label)}`);
  return [...lines, `label define ${name} ${pairs.join(' ')}, replace`, `label values ${name} ${name}`];
}

const longestName = 32;

/** Letters, digits and _, at most 32, none twice. */
function stataNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const clean = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
    let free = clean.slice(0, longestName - 1); // room for the _ above
    for (let number = 2; taken.has(free); number += 1) free = `${clean.slice(0, longestName - 1 - String(number).length)}${number}`;
    taken.add(free);
    return free;
  });
}

/** Compound quotes take everything but themselves. */
function quoted(text: string): string {
  return `\`"${text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('`"', "'")
    .replaceAll('"\'', "'")
    .replaceAll('$', '')}"'`;
}
