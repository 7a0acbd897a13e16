import { field, type Field } from './fields.ts';

/** Statements, and how far people agree with each. */
export interface LikertOptions<Key extends string> {
  /** What is stored under which name, and what people read: `{ calm: 'I am calm.' }`. */
  readonly items: Readonly<Record<Key, string>>;
  /** What people choose from, in order; stored are the numbers from 1. */
  readonly scale: readonly string[];
}

/**
 * Fields that share one scale: `player: { ...likert({ items, scale }) }`. A view shows them as one table by `form.table(['calm', 'tense'])`,
 * in whatever order it names them.
 */
export function likert<const Key extends string>({ items, scale }: LikertOptions<Key>): Record<Key, Field<number>> {
  const choices = scale.map((label, at) => [at + 1, label] as const);
  const fields: Record<string, Field<number>> = {};
  for (const [name, label] of Object.entries<string>(items)) fields[name] = field.int({ label, choices, widget: 'radio' });
  return fields;
}
