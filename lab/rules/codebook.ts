import type { FieldSpec } from '../game/fields.ts';
import type { ExportHead } from './export-table.ts';
import { choicesOn } from './field-value.ts';

/** One variable, as the code book describes it. */
export interface CodebookEntry {
  /** The file it stands in, without ending. */
  readonly table: string;
  /** The column's name. */
  readonly variable: string;
  readonly label: string;
  readonly type: VariableType;
  readonly unit: string;
  readonly min: string;
  readonly max: string;
  /** What values stand for, where they stand for something: as the files write them. */
  readonly values: readonly { readonly value: string; readonly label: string }[];
  readonly doc: string;
}

export type VariableType = 'whole number' | 'number' | 'money' | 'yes or no' | 'text' | 'choice' | 'moment' | 'JSON';

/** A table whose columns are described. */
export interface DescribedTable {
  readonly name: string;
  readonly columns: readonly ExportHead[];
}

/** Every variable of these tables, in the order of the files. `moneyUnit`: `points`, `EUR`. */
export function codebook(tables: readonly DescribedTable[], moneyUnit: string): CodebookEntry[] {
  return tables.flatMap((table) => table.columns.map((column) => entryOf(column, table.name, moneyUnit)));
}

function entryOf(head: ExportHead, table: string, moneyUnit: string): CodebookEntry {
  const { name, isNumber, spec } = head;
  const variable = { table, variable: name };
  if (spec) return { ...variable, ...declared(spec, moneyUnit) };
  const known = knownOf(head);
  const type = known?.type ?? (isNumber ? 'number' : 'text');
  const values = type === 'yes or no' ? yesAndNo : [];
  return { ...variable, type, label: known?.label ?? '', unit: type === 'money' ? moneyUnit : '', min: '', max: '', values, doc: '' };
}

function knownOf({ name, isNamedByAuthor }: ExportHead): (typeof builtIn)[string] | undefined {
  return isNamedByAuthor ? undefined : builtIn[name.split('.').at(-1) ?? ''];
}

const yesAndNo = [
  { value: '1', label: 'Yes' },
  { value: '0', label: 'No' },
];

const typeOfKind: Record<FieldSpec['kind'], VariableType> = {
  int: 'whole number',
  float: 'number',
  decimal: 'number',
  money: 'money',
  bool: 'yes or no',
  text: 'text',
  choice: 'choice',
  json: 'JSON',
};

function declared(spec: FieldSpec, moneyUnit: string): Omit<CodebookEntry, 'table' | 'variable'> {
  const { kind, label, unit, doc, help } = spec;
  return {
    label: label ?? '',
    type: typeOfKind[kind],
    unit: unit ?? (kind === 'money' ? moneyUnit : ''),
    min: bound(spec, 'min'),
    max: bound(spec, 'max'),
    values: valuesOf(spec),
    doc: doc ?? help ?? '',
  };
}

/** Bounds do not hold for a field that has choices. */
function bound(spec: FieldSpec, end: 'min' | 'max'): string {
  const value = spec[end];
  return spec.choices || value === null ? '' : String(value);
}

function valuesOf(spec: FieldSpec): CodebookEntry['values'] {
  const choices = choicesOn(spec);
  if (!choices) return spec.kind === 'bool' ? yesAndNo : [];
  return choices.map(({ value, label }) => ({ value: valueText(value, spec.kind), label }));
}

/** A choice as the files write it. */
function valueText(value: string | number | boolean, kind: FieldSpec['kind']): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return kind === 'money' && Number.isInteger(value) ? `${value}.0` : String(value);
}

/** What every session has, by the last part of the column's name. */
const builtIn: Readonly<Record<string, { readonly type: VariableType; readonly label: string }>> = {
  id_in_session: { type: 'whole number', label: 'Number of the participant in the session, from 1' },
  code: { type: 'text', label: 'Code: unique among all participants, or among all sessions' },
  label: { type: 'text', label: 'Label: who this is, as the experimenter names them' },
  _is_bot: { type: 'yes or no', label: 'Played by a bot' },
  _index_in_pages: { type: 'whole number', label: 'Last page reached; one more than the last page means finished' },
  _max_page_index: { type: 'whole number', label: 'How many pages the session has' },
  _current_app_name: { type: 'text', label: 'Game of the last page reached' },
  _current_page_name: { type: 'text', label: 'Name of the last page reached' },
  time_started_utc: { type: 'moment', label: 'When the start link was opened, UTC' },
  visited: { type: 'yes or no', label: 'The start link was opened' },
  mturk_worker_id: { type: 'text', label: 'Worker, in studies on MTurk' },
  mturk_assignment_id: { type: 'text', label: 'Assignment, in studies on MTurk' },
  payoff: { type: 'money', label: 'Payoff, as the game counts it' },
  mturk_HITId: { type: 'text', label: 'HIT, in studies on MTurk' },
  mturk_HITGroupId: { type: 'text', label: 'HIT group, in studies on MTurk' },
  comment: { type: 'text', label: 'Comment of the experimenter on the session' },
  is_demo: { type: 'yes or no', label: 'A session to try things out' },
  name: { type: 'text', label: 'Which recipe the session was made of' },
  participation_fee: { type: 'number', label: 'Paid to everybody, in real money' },
  real_world_currency_per_point: { type: 'number', label: 'What a point is worth, in real money' },
  id_in_group: { type: 'whole number', label: 'Place in the group, from 1' },
  role: { type: 'text', label: 'Role in the group' },
  id_in_subsession: { type: 'whole number', label: 'Number of the group in the round, from 1' },
  round_number: { type: 'whole number', label: 'Round of the game, from 1' },
  session_code: { type: 'text', label: 'Code of the session' },
  participant_id_in_session: { type: 'whole number', label: 'Number of the participant in the session, from 1' },
  participant_code: { type: 'text', label: 'Code of the participant' },
  page_index: { type: 'whole number', label: 'Place of the page in the session; 0: the start link' },
  app_name: { type: 'text', label: 'Game of the page' },
  page_name: { type: 'text', label: 'Name of the page' },
  epoch_time_completed: { type: 'whole number', label: 'When the page was left, in seconds since 1970' },
  timeout_happened: { type: 'yes or no', label: 'The time of the page was up' },
  is_wait_page: { type: 'yes or no', label: 'A page where people wait for each other' },
  revisit: { type: 'whole number', label: 'How often the participant had left the page before and come back to it' },
  pass: { type: 'whole number', label: 'The how manieth time the page was played in its loop; 1 outside of loops' },
  epoch_ms_completed: { type: 'whole number', label: 'When the page was left, in milliseconds since 1970' },
};
