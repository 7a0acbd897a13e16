import { quantise } from '#kit/money/money.ts';
import { WrongAssignment } from '../errors.ts';
import type { Choice, FieldSpec } from '../game/fields.ts';

/** What a field may hold when it is stored. */
export type Stored = string | number | boolean | null | object;

/** How many decimals amounts of money are rounded to when they are stored. */
export interface Rounding {
  readonly moneyPlaces: number;
}

/**
 * The value as it is stored, rounded where the field rounds. Throws when a field of this kind cannot hold it. Null and undefined
 * unset the field. Bounds and choices are a matter of forms, not of assignments, except that a choice must be one of its keys.
 */
export function storedValue(value: unknown, spec: FieldSpec, { name, moneyPlaces }: Rounding & { readonly name: string }): Stored {
  if (value === null || value === undefined) return null;
  if (!fits[spec.kind](value, spec)) throw new WrongAssignment(`${name} holds ${kindWords[spec.kind]}, not ${shown(value)}.`);
  if (spec.kind === 'money') return quantise(Number(value), moneyPlaces);
  if (spec.kind === 'decimal') return quantise(Number(value), spec.places);
  return value;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const fits: Record<FieldSpec['kind'], (value: {}, spec: FieldSpec) => value is Exclude<Stored, null>> = {
  int: (value): value is number => Number.isSafeInteger(value),
  float: isNumber,
  decimal: isNumber,
  money: isNumber,
  bool: (value) => typeof value === 'boolean',
  text: (value, spec): value is string => typeof value === 'string' && value.length <= spec.maxLength,
  choice: (value, spec): value is string => typeof value === 'string' && (spec.choices ?? []).some((choice) => choice.value === value),
  json: (value): value is object => isJson(value),
};

const kindWords: Record<FieldSpec['kind'], string> = {
  int: 'a whole number',
  float: 'a number',
  decimal: 'a number',
  money: 'an amount of money',
  bool: 'true or false',
  text: 'text up to its maxLength',
  choice: 'one of its choices',
  json: 'what JSON can hold',
};

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isJson);
}

function shown(value: unknown): string {
  return typeof value === 'object' ? 'an object' : textOf(value).slice(0, 40);
}

/** A stored value as plain text; what is no text is written as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The label people read for a value, or null when the value is not on offer. */
export function labelOf(value: unknown, choices: readonly Choice[]): string | null {
  return choices.find((choice) => choice.value === value)?.label ?? null;
}

/** The choices a form offers: the declared ones, and Yes and No for a plain bool. */
export function choicesOn(spec: FieldSpec, [yes, no]: YesAndNo = ['Yes', 'No']): readonly Choice[] | null {
  if (spec.choices) return spec.choices;
  if (spec.kind !== 'bool' || spec.widget === 'checkbox') return null;
  return [
    { value: true, label: yes },
    { value: false, label: no },
  ];
}

/** The words for the two answers, in the language of who reads them. */
export type YesAndNo = readonly [yes: string, no: string];
