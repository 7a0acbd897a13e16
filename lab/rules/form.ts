import type { FieldSet } from '../game/field-set.ts';
import type { FieldSpec } from '../game/fields.ts';
import { cleanText, readField, type FormReader } from './field-input.ts';
import { judgeSets } from './field-set.ts';
import type { Stored } from './field-value.ts';

/** One field a page asks for, with the bounds and choices that hold for this view. */
export interface AskedField {
  readonly name: string;
  readonly owner: 'player' | 'group';
  readonly spec: FieldSpec;
}

/** What a browser sent, by name; a name that came twice is a list. */
export type Posted = Readonly<Record<string, unknown>>;

/** What was typed so far, as it can be kept until it is sent. */
export function typedSoFar(posted: Posted): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(posted).flatMap(([name, value]) => (typeof value === 'string' ? [[cleanText(name), cleanText(value)]] : [])),
  );
}

export type FormValues = Readonly<Record<string, Stored>>;

/** What is wrong: with the form as a whole, and by field. */
export interface FormFaults {
  readonly form: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

export type FormReading =
  | { readonly ok: true; readonly values: FormValues }
  | {
      readonly ok: false;
      readonly faults: FormFaults;
      /** Counted all the same: tries at questions of comprehension, by field. */
      readonly tries?: Readonly<Record<string, number>>;
    };

/** The author's validators. Null means nothing is wrong. */
export interface Judges {
  readonly check: (name: string, value: Stored) => string | null;
  readonly validate: (values: FormValues) => FormFaults | null;
}

/**
 * Reads a submitted form. Order: each field by itself (required, kind, bounds, choices, length), then the author's check of each field
 * that is right so far, then, when nothing is wrong at all, what must hold among fields of one set, then the author's `validate`. What the
 * page did not ask for is ignored.
 */
export function readForm(posted: Posted, fields: readonly AskedField[], rules: FormRules): FormReading {
  const { values, faults } = readFields(posted, fields, rules);
  if (Object.keys(faults).length > 0) return { ok: false, faults: { form: null, fields: faults } };
  const sets = judgeSets(values, fields, judgingOf(rules));
  if (Object.keys(sets.faults).length > 0) return { ok: false, faults: { form: sets.form, fields: sets.faults }, tries: sets.tries };
  const objection = rules.judges.validate(values);
  return objection ? { ok: false, faults: objection } : { ok: true, values: { ...values, ...sets.outcomes } };
}

const judgingOf = ({ reader, stored }: FormRules) => ({ say: reader.say, stored: stored ?? (() => null) });

export interface FormRules {
  readonly judges: Judges;
  readonly reader: FormReader;
  /** What is stored of a field so far; nothing when absent. */
  readonly stored?: (name: string) => Stored;
}

/**
 * Reads what is in the form when the time is up. Right values are kept, missing and wrong ones get their `onTimeout`, and all of a set that
 * does not hold together; when `validate` objects to the rest, or throws, all fields get it.
 */
export function readTimedOutForm(posted: Posted, fields: readonly AskedField[], rules: FormRules): FormValues {
  const { values, faults } = readFields(posted, fields, rules);
  const broken = brokenSets(values, fields, rules);
  const isLost = ({ name, spec }: AskedField): boolean => Object.hasOwn(faults, name) || (spec.set !== null && broken.has(spec.set));
  const filled = Object.fromEntries(
    fields.map((asked) => [asked.name, isLost(asked) ? timeoutValue(asked.spec) : (values[asked.name] ?? null)]),
  );
  const asTimedOut = Object.fromEntries(fields.map(({ name, spec }) => [name, timeoutValue(spec)]));
  const { outcomes } = judgeSets(values, fields, judgingOf(rules));
  try {
    return { ...(rules.judges.validate(filled) ? asTimedOut : filled), ...outcomes };
  } catch {
    return { ...asTimedOut, ...outcomes };
  }
}

/** Those whose answers are there and do not hold together. Answers to questions of comprehension are kept, right or wrong. */
function brokenSets(values: FormValues, fields: readonly AskedField[], rules: FormRules): ReadonlySet<FieldSet> {
  const { faults } = judgeSets(values, fields, judgingOf(rules));
  const sets = fields.flatMap(({ name, spec: { set } }) =>
    set !== null && set.kind !== 'comprehension' && Object.hasOwn(faults, name) ? [set] : [],
  );
  return new Set(sets);
}

/** The value a field gets when the time is up and nothing right was typed. Bounds do not apply to it. */
export function timeoutValue(spec: FieldSpec): Stored {
  if (spec.onTimeout !== undefined) return storable(spec.onTimeout);
  if (spec.optional) return null;
  return kindDefaults[spec.kind];
}

const kindDefaults: Record<FieldSpec['kind'], Stored> = {
  int: 0,
  float: 0,
  decimal: 0,
  money: 0,
  bool: false,
  text: '',
  choice: null,
  json: null,
};

function storable(value: unknown): Stored {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function readFields(posted: Posted, fields: readonly AskedField[], { judges, reader }: FormRules) {
  const values: Record<string, Stored> = {};
  const faults: Record<string, string> = {};
  for (const { name, spec } of fields) {
    const read = readField(posted[name], spec, reader);
    const fault = read.ok ? judges.check(name, read.value) : read.fault;
    if (fault !== null) faults[name] = fault;
    else if (read.ok) values[name] = read.value;
  }
  return { values, faults };
}
