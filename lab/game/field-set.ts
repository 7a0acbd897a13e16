import { Field, field, type Scalar } from './fields.ts';

/** Fields that are one question together, and what must hold among their answers. */
export type FieldSet =
  | { readonly kind: 'rank'; readonly names: readonly string[] }
  | { readonly kind: 'allocate'; readonly names: readonly string[]; readonly total: number }
  | { readonly kind: 'priceList'; readonly names: readonly string[] }
  | ComprehensionSet;

export interface ComprehensionSet {
  readonly kind: 'comprehension';
  readonly names: readonly string[];
  readonly right: Readonly<Record<string, Scalar>>;
  /** After so many tries the page is taken as it is; null: never. */
  readonly maxTries: number | null;
  /** The fields that say how often somebody has tried, and whether they have understood. */
  readonly tries: string;
  readonly understood: string;
}

type Labels<Key extends string> = Readonly<Record<Key, string>>;

/**
 * Things to be put into an order; stored is the place of each, from 1: `player: { ...rank({ items: { calm: 'Being calm', rich: 'Being rich' } }) }`.
 * A view shows them by `form.table(['calm', 'rich'])`.
 */
export function rank<const Key extends string>({ items }: { readonly items: Labels<Key> }): Record<Key, Field<number>> {
  const names = Object.keys(items);
  const choices = names.map((_, at) => at + 1);
  return together(items, { kind: 'rank', names }, (label) => field.int({ label, choices }));
}

/** Amounts that add up to a total: `player: { ...allocate({ items: { self: 'For you', other: 'For the other' }, total: 100 }) }`. */
export function allocate<const Key extends string>({
  items,
  total,
}: {
  readonly items: Labels<Key>;
  readonly total: number;
}): Record<Key, Field<number>> {
  const set: FieldSet = { kind: 'allocate', names: Object.keys(items), total };
  return together(items, set, (label) => field.int({ label, min: 0, max: total }));
}

/**
 * Pairs of offers, one below the other, of which people change sides at most once [multiple price list]:
 * `player: { ...priceList({ rows: { row1: ['50 now', '51 in a month'], row2: ['50 now', '60 in a month'] } }) }`.
 */
export function priceList<const Key extends string>({
  rows,
}: {
  readonly rows: Readonly<Record<Key, readonly [left: string, right: string]>>;
}): Record<Key, Field<'left' | 'right'>> {
  const set: FieldSet = { kind: 'priceList', names: Object.keys(rows) };
  return together(rows, set, ([left, right]) => field.choice({ left, right }, { widget: 'radio', label: `${left} – ${right}` }));
}

/** Questions that share their answers: `player: { ...matrix({ rows: { tea: 'Tea', wine: 'Wine' }, columns: { never: 'Never', daily: 'Daily' } }) }`. */
export function matrix<const Key extends string, const Column extends string>({
  rows,
  columns,
}: {
  readonly rows: Labels<Key>;
  readonly columns: Labels<Column>;
}): Record<Key, Field<Column>> {
  return together(rows, null, (label) => field.choice(columns, { label, widget: 'radio' }));
}

/** A question with one right answer: a key of its choices, or a number that is typed. */
interface QuizQuestion {
  readonly label: string;
  readonly choices?: Readonly<Record<string, string>>;
  readonly right: string | number;
}

/**
 * Questions that show whether people have understood. A page that asks them goes on when all answers are right, or after `maxTries`; the
 * fields `tries` and `understood` (or those named) say how it went, and are in the exports.
 */
export function comprehension<
  const Key extends string,
  const Tries extends string = 'tries',
  const Understood extends string = 'understood',
>(quiz: {
  readonly questions: Readonly<Record<Key, QuizQuestion>>;
  readonly maxTries?: number;
  readonly tries?: Tries;
  readonly understood?: Understood;
}): Record<Key, Field<string | number>> & Record<Tries, Field<number>> & Record<Understood, Field<boolean>>;
export function comprehension({ questions, maxTries, tries = 'tries', understood = 'understood' }: Quiz): Record<string, Field<unknown>> {
  const right = Object.fromEntries(Object.entries(questions).map(([name, question]) => [name, question.right]));
  const set: FieldSet = { kind: 'comprehension', names: Object.keys(questions), right, maxTries: maxTries ?? null, tries, understood };
  return {
    ...together(questions, set, questionField),
    [tries]: field.int({ initial: 0, doc: 'How often the questions were answered' }),
    [understood]: field.bool({ initial: false, doc: 'All answers were right' }),
  };
}

interface Quiz {
  readonly questions: Readonly<Record<string, QuizQuestion>>;
  readonly maxTries?: number;
  readonly tries?: string;
  readonly understood?: string;
}

function questionField({ label, choices }: QuizQuestion): Field<string | number> {
  return choices ? field.choice(choices, { label, widget: 'radio' }) : field.float({ label, min: null });
}

/** A field for each item, all of one set. */
function together<Key extends string, Item, Value>(
  items: Readonly<Record<Key, Item>>,
  set: FieldSet | null,
  make: (item: Item) => Field<Value>,
): Record<Key, Field<Value>> {
  const fields: Record<string, Field<Value>> = {};
  for (const [name, item] of Object.entries<Item>(items)) fields[name] = new Field<Value>({ ...make(item).spec, set });
  return fields;
}
