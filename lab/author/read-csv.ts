import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { readGrid } from '#kit/files/csv.ts';
import type { Field, FieldSpec } from '../game/fields.ts';
import type { FieldMap } from '../game/shape.ts';
import { readField, type FieldReading, type FormReader } from '../rules/field-input.ts';
import { sayIn } from '../texts/texts.ts';

/** A line of a file: what is blank is null, but for text. */
export type CsvRowOf<Fields extends FieldMap> = { -readonly [Key in keyof Fields]: CellOf<Fields[Key]> };
type CellOf<F> = F extends Field<infer Value> ? (string extends Value ? Value : Value | null) : never;

/**
 * The lines of a CSV file as objects, for stimuli and for rows of a game's tables: `readCsv(new URL('words.csv', import.meta.url), { word:
 * field.text(), ms: field.int() })`. Cells are parted by commas or semicolons; the first line names the columns. Throws a fault that names
 * the line and the column.
 */
export function readCsv<Fields extends FieldMap>(file: URL | string, fields: Fields): CsvRowOf<Fields>[] {
  const [header, ...lines] = readGrid(readText(file));
  if (!header) throw new BadStimuli(file, 'It is empty; its first line names the columns.');
  const columns = header.map((name) => ({ name, spec: fields[name]?.spec }));
  const stray = columns.find(({ spec }) => spec === undefined);
  const missing = Object.keys(fields).find((name) => !header.includes(name));
  if (stray) throw new BadStimuli(file, `It has a column ${stray.name}, which is none of: ${Object.keys(fields).join(', ')}.`);
  if (missing !== undefined) throw new BadStimuli(file, `It has no column ${missing}.`);
  return lines.map((cells, at) => {
    const entries = columns.map(({ name, spec }, place) => {
      const read = spec && readCell(cells[place] ?? '', spec);
      if (read?.ok) return [name, read.value];
      throw new BadStimuli(file, `Row ${at + 1}, column ${name}: "${cells[place]}" cannot be read. ${read?.fault ?? ''}`);
    });
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- each cell was read by its field
    return Object.fromEntries(entries) as CsvRowOf<Fields>;
  });
}

/** Amounts are rounded when they are written to a field, so here they stay as they are. */
const reader: FormReader = { moneyPlaces: 12, say: sayIn('en') };

function readCell(cell: string, spec: FieldSpec): FieldReading {
  if (cell === '' && spec.kind === 'text') return { ok: true, value: '' };
  return readField(cell, { ...spec, optional: true, widget: null }, reader);
}

function readText(file: URL | string): string {
  if (typeof file === 'string' && !isAbsolute(file))
    throw new BadStimuli(file, `Write it as new URL('${file}', import.meta.url), so that it is found beside the game's file.`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new BadStimuli(file, 'It cannot be read. Is it there? Capitals count.');
  }
}

/** A file of stimuli that does not hold what the game expects. */
class BadStimuli extends RostraError {
  constructor(file: URL | string, what: string) {
    const name = String(file).split('/').at(-1) ?? '';
    super({ code: 'LAB_BAD_CSV', status: 500, message: `${name}: ${what}`, hint: 'Change the file, or the call of readCsv in the game.' });
  }
}
