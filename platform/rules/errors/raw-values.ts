import { isObject } from './envelope.ts';
import { keptValues, type Kept, type KeptMap } from './scrub.ts';

/** A list, or the list in `values`, as SDKs send both. */
export function valuesIn(value: unknown): readonly Record<string, unknown>[] {
  const list = isObject(value) && 'values' in value ? value['values'] : value;
  if (Array.isArray(list)) return list.filter(isObject);
  return isObject(list) && 'type' in list ? [list] : [];
}

/** A map as it is kept; empty when it is none. */
export function mapOf(value: unknown): KeptMap {
  const kept = isObject(value) ? keptValues(value) : {};
  return isKeptMap(kept) ? kept : {};
}

const isKeptMap = (value: Kept): value is KeptMap => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Numbers and claims are text too; null when it is none or empty. */
export function textOf(value: unknown, longest: number): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, longest).toWellFormed() : null;
}

/** Whole and not below zero; null when it is not. */
export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
