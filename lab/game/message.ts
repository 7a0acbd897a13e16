import { BadGame } from '../errors.ts';
import type { FieldSpecs } from './definition.ts';
import type { Field } from './fields.ts';
import type { FieldMap, ValuesOf } from './shape.ts';

/** A kind of message that the browsers of a live page may send. */
export interface Message<Payload> {
  /** What it must consist of; null when whatever the browser sent reaches the handler. */
  readonly fields: FieldSpecs | null;
  /** For the compiler only. */
  readonly payload?: Payload;
}

export type MessageMap = Readonly<Record<string, Message<unknown>>>;
export type PayloadOf<M> = M extends Message<infer Payload> ? Payload : never;

/**
 * What a message carries. `message<{ price: number }>()` is for the compiler only: a browser that somebody tampers with can send anything.
 * `message({ price: field.money({ min: 0, max: 100 }) })` has the same type, and whatever does not fit is refused before the handler runs.
 */
export function message<Fields extends FieldMap>(fields: Fields): Message<Readonly<ValuesOf<Fields>>>;
export function message<Payload extends object = object>(): Message<Payload>;
export function message(fields?: Readonly<Record<string, Field<unknown>>>): Message<unknown> {
  if (fields === undefined) return { fields: null };
  const entries = Object.entries(fields);
  const [wrong] = entries.filter(([, field]) => typeof field !== 'object' || !('spec' in field));
  if (wrong) throw new BadGame('of a live page', `message({ ${wrong[0]} }) holds fields: message({ ${wrong[0]}: field.int() })`);
  return { fields: Object.fromEntries(entries.map(([name, field]) => [name, field.spec])) };
}
