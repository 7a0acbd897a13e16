import type { FieldSpec } from '../game/fields.ts';
import type { Stored } from './field-value.ts';

/** A table on its way to a file: the header, then a row a line. */
export interface ExportTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly ExportCell[])[];
}

export type ExportCell = string | number | boolean | null;

/** The column of a field: its own `column`, or its key in snake_case (`twoThirdsAvg` → `two_thirds_avg`, `HTMLBody` → `html_body`). */
export function columnName(key: string, spec?: Pick<FieldSpec, 'column'>): string {
  if (spec?.column) return spec.column;
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** A stored value as exports write it: money always with a fraction, yes and no as 1 and 0, line breaks as spaces, JSON as text. */
export function exportCell(value: Stored | undefined, kind: FieldSpec['kind']): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return kind === 'money' ? moneyCell(value) : String(value);
  return (typeof value === 'string' ? value : JSON.stringify(value)).replace(/[\r\n]/g, ' ');
}

/** `100.0`, `12.5`. */
export function moneyCell(amount: number): string {
  return Number.isInteger(amount) ? `${amount}.0` : String(amount);
}
