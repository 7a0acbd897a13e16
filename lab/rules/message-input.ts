import type { FieldSpecs } from '../game/definition.ts';
import type { FieldSpec } from '../game/fields.ts';
import { choicesOn, storedValue, type Rounding } from './field-value.ts';

export type MessageReading = { readonly ok: true; readonly payload: object } | { readonly ok: false; readonly reason: string };

/**
 * What a browser sent with a message, as its handler gets it. With `specs`, nothing but their fields reaches the handler, each of its kind,
 * within its bounds and among its choices; without, any object does.
 */
export function readMessage(data: unknown, specs: FieldSpecs | null, rounding: Rounding): MessageReading {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { ok: false, reason: 'A message carries an object.' };
  if (specs === null) return { ok: true, payload: data };
  const given: Readonly<Record<string, unknown>> = { ...data };
  const payload: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = valueOf(given[name], spec, { name, ...rounding });
    if (value === undefined) return { ok: false, reason: `${spec.label ?? name} ${wishOf(spec)}.` };
    payload[name] = value;
  }
  return { ok: true, payload };
}

/** Undefined when the field cannot take it. */
function valueOf(given: unknown, spec: FieldSpec, rounding: Rounding & { readonly name: string }): unknown {
  if (given === undefined || given === null) return spec.initial ?? (spec.optional ? null : undefined);
  try {
    const value = storedValue(given, spec, rounding);
    return isAllowed(value, spec) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isAllowed(value: unknown, spec: FieldSpec): boolean {
  if (typeof value === 'number' && ((spec.min !== null && value < spec.min) || (spec.max !== null && value > spec.max))) return false;
  const choices = spec.kind === 'bool' ? null : choicesOn(spec);
  return choices === null || choices.some((choice) => choice.value === value);
}

function wishOf({ kind, min, max }: FieldSpec): string {
  const isNumber = kind === 'int' || kind === 'float' || kind === 'decimal' || kind === 'money';
  if (!isNumber) return kind === 'choice' ? 'must be one of the choices' : 'is missing or of another kind';
  if (min !== null && max !== null) return `must be between ${min} and ${max}`;
  if (max !== null) return `must be at most ${max}`;
  return min === null ? 'must be a number' : `must be at least ${min}`;
}
