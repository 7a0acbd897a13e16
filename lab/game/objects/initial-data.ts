import type { Stored } from '../../rules/field-value.ts';
import type { FieldSpecs } from '../definition.ts';
import type { Data } from './rows.ts';

/** Fields of a new player, group, round, participant or session: those that have an initial value. */
export function initialData(fields: FieldSpecs): Data {
  const set = Object.entries(fields).filter(([, spec]) => spec.initial !== null && spec.initial !== undefined);
  return Object.fromEntries(set.map(([name, spec]) => [name, initialValue(spec.initial)]));
}

function initialValue(value: unknown): Stored {
  return typeof value === 'object' && value !== null ? structuredClone(value) : scalar(value);
}

function scalar(value: unknown): Stored {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
