import { quantise } from '#kit/money/money.ts';
import type { FieldLimits } from '../game/definition.ts';
import { choicesOf, type ChoiceList, type FieldSpec, type Scalar } from '../game/fields.ts';
import { choicesOn, type Rounding, type Stored } from './field-value.ts';

/** What is said of what was typed. */
export type FieldWord =
  | 'required'
  | 'notOnOffer'
  | 'tickBox'
  | 'tooLong'
  | 'placeOnce'
  | 'sumIs'
  | 'switchOnce'
  | 'notRight'
  | 'triesLeft'
  | `${'whole' | 'number'}${'Between' | 'From' | 'To' | ''}`;

/** How forms are read: amounts are rounded, faults are told in the reader's language. */
export interface FormReader extends Rounding {
  readonly say: (word: FieldWord, args?: Readonly<Record<string, string | number>>) => string;
}

/** A value as it is stored, or what is wrong with what was typed. */
export type FieldReading = { readonly ok: true; readonly value: Stored } | { readonly ok: false; readonly fault: string };

/** One field by itself: required, kind, choices, bounds, length. */
export function readField(sent: unknown, spec: FieldSpec, reader: FormReader): FieldReading {
  const typed = typeof sent === 'string' ? cleanText(sent) : null;
  if (spec.kind === 'bool' && spec.widget === 'checkbox') return readCheckbox(typed, spec, reader);
  if (typed === null || typed.trim() === '')
    return spec.optional ? { ok: true, value: null } : { ok: false, fault: reader.say('required') };
  const value = parsers[spec.kind](typed, spec, reader);
  if (value === undefined) return { ok: false, fault: spec.kind === 'bool' ? reader.say('notOnOffer') : rangeText(spec, reader) };
  const fault = faultOf(value, spec, reader);
  return fault === null ? { ok: true, value } : { ok: false, fault };
}

/**
 * Text as it can be stored: letters composed, without halves of letters and control characters, which not every database and file takes.
 * Browsers send two characters for the end of a line and count one.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\t\n]/gu, '')
    .normalize('NFC');
}

/** Bounds do not apply where there are choices. */
function faultOf(value: Scalar, spec: FieldSpec, reader: FormReader): string | null {
  if (spec.mustBeTrue && value === false) return reader.say('tickBox');
  const choices = choicesOn(spec);
  if (choices) return choices.some((choice) => choice.value === value) ? null : reader.say('notOnOffer');
  if (typeof value === 'number') return isWithin(value, spec) ? null : rangeText(spec, reader);
  if (typeof value === 'string') return value.length <= spec.maxLength ? null : reader.say('tooLong', { n: spec.maxLength });
  return null;
}

/** An unticked box sends nothing and means no. */
function readCheckbox(typed: string | null, spec: FieldSpec, { say }: FormReader): FieldReading {
  const value = typed !== null && isYes(typed);
  return spec.mustBeTrue && !value ? { ok: false, fault: say('tickBox') } : { ok: true, value };
}

/** Undefined when the text is no value of the kind. */
const parsers: Record<FieldSpec['kind'], (typed: string, spec: FieldSpec, rounding: Rounding) => Scalar | undefined> = {
  int: (typed) => (/^\s*[+-]?\d{1,15}\s*$/.test(typed) ? Number(typed) + 0 : undefined),
  float: parseNumber,
  decimal: (typed, spec) => rounded(parseNumber(typed), spec.places),
  money: (typed, _, { moneyPlaces }) => {
    const amount = parseNumber(typed);
    return amount !== undefined && (moneyPlaces > 0 || Number.isInteger(amount)) ? rounded(amount, moneyPlaces) : undefined;
  },
  bool: (typed) => yesOrNo.get(typed.trim().toLowerCase()),
  text: (typed) => typed,
  choice: (typed) => typed,
  json: () => undefined,
};

/** Takes `,` or `.` as decimal mark. */
function parseNumber(typed: string): number | undefined {
  const text = typed.trim().replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) && text.length < 30 ? Number(text) + 0 : undefined;
}

function rounded(amount: number | undefined, places: number): number | undefined {
  return amount === undefined ? undefined : quantise(amount, places);
}

const yesOrNo: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

function isYes(typed: string): boolean {
  return !['', '0', 'false', 'False'].includes(typed.trim());
}

function isWithin(value: number, { min, max }: FieldSpec): boolean {
  return (min === null || value >= min) && (max === null || value <= max);
}

/** What may be typed, in words: under the field as help, and as its error. */
export function rangeText({ kind, min, max }: FieldSpec, { moneyPlaces, say }: FormReader): string {
  const isWhole = kind === 'int' || (kind === 'money' && moneyPlaces === 0);
  const number = isWhole ? 'whole' : 'number';
  if (min !== null && max !== null) return say(`${number}Between`, { min, max });
  if (min !== null) return say(`${number}From`, { min });
  return max === null ? say(number) : say(`${number}To`, { max });
}

/** The field with the bounds and choices of one view. Bare amounts of money are offered as people read them. */
export function limitedField(spec: FieldSpec, limits: FieldLimits | undefined, money: (amount: number) => string): FieldSpec {
  const choices = limits?.choices ? choicesOf(limits.choices.filter(isChoice)) : spec.choices;
  return {
    ...spec,
    min: limits?.min === undefined ? spec.min : limits.min,
    max: limits?.max === undefined ? spec.max : limits.max,
    choices: spec.kind === 'money' && choices ? choices.map((choice) => inMoney(choice, money)) : choices,
  };
}

function inMoney(choice: { readonly value: Scalar; readonly label: string }, money: (amount: number) => string) {
  return choice.label === String(choice.value) ? { value: choice.value, label: money(Number(choice.value)) } : choice;
}

function isChoice(entry: unknown): entry is ChoiceList<Scalar>[number] {
  if (Array.isArray(entry)) return entry.length === 2 && isScalar(entry[0]) && typeof entry[1] === 'string';
  return isScalar(entry);
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
