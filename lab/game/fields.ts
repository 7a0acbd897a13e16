import type { FieldSet } from './field-set.ts';

/** What a field holds and how a form asks for it. Everything a `field.…()` call said, without its type. */
export interface FieldSpec {
  readonly kind: 'int' | 'float' | 'decimal' | 'money' | 'bool' | 'text' | 'choice' | 'json';
  readonly label: string | null;
  readonly help: string | null;
  readonly initial: unknown;
  /** May stay blank; then it reads as null. */
  readonly optional: boolean;
  /** The value when a timeout leaves the field missing or wrong. Undefined: the kind's own (0, false, ''). */
  readonly onTimeout: unknown;
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
  /** Stored decimals of a `decimal`. */
  readonly places: number;
  readonly unit: string | null;
  readonly choices: readonly Choice[] | null;
  readonly widget: Widget | null;
  readonly maxLength: number;
  readonly long: boolean;
  readonly mustBeTrue: boolean;
  /** The fields that are one question with it; null: it stands by itself. */
  readonly set: FieldSet | null;
  /** Pictures of the choices: files in `assets/` by value. */
  readonly images: Readonly<Record<string, string>> | null;
  /** Words below a slider, by value. */
  readonly ticks: Readonly<Record<string, string>> | null;
  /** What stands beside a slider that was touched, with {n} for the value. */
  readonly valueLabel: string | null;
  /** For the code book. */
  readonly doc: string | null;
  /** The export's column, when it is not the key in snake_case. */
  readonly column: string | null;
}

/** One answer on offer: what is stored, what people read. */
export interface Choice {
  readonly value: Scalar;
  readonly label: string;
}

export type Scalar = string | number | boolean;
export type Widget = 'dropdown' | 'radio' | 'radio-inline' | 'buttons' | 'checkbox' | 'slider';

/** A declared field; `Value` is what author code reads. */
export class Field<Value> {
  /** For the compiler only. */
  declare readonly value: Value;
  readonly spec: FieldSpec;

  constructor(spec: FieldSpec) {
    this.spec = spec;
  }

  /** May stay blank: reads as null instead of throwing when it was never set. */
  optional(): Field<Value | null> {
    return new Field({ ...this.spec, optional: true });
  }
}

interface CommonOptions<Value> {
  readonly label?: string;
  readonly help?: string;
  readonly initial?: Value;
  readonly onTimeout?: Value;
  readonly doc?: string;
  readonly column?: string;
  readonly widget?: Widget;
}

interface NumberOptions extends CommonOptions<number> {
  /** Zero unless given; null for no lower bound. */
  readonly min?: number | null;
  readonly max?: number | null;
  readonly step?: number;
  /** Words below a slider: `{ 0: 'Not at all', 100: 'Very much' }`. */
  readonly ticks?: Readonly<Record<number, string>>;
  /** What a slider says of its value once it was touched: `{n} %`. */
  readonly valueLabel?: string;
  readonly choices?: ChoiceList<number>;
}

/** Values, or values with what people read. */
export type ChoiceList<Value extends Scalar> = readonly (Value | readonly [value: Value, label: string])[];

interface DecimalOptions extends NumberOptions {
  readonly places: number;
  /** Shown beside the input: `kg`. */
  readonly unit?: string;
}

interface BoolOptions extends CommonOptions<boolean> {
  /** Consent boxes: only yes is taken. */
  readonly mustBeTrue?: boolean;
  readonly choices?: ChoiceList<boolean>;
}

interface TextOptions extends CommonOptions<string> {
  readonly maxLength?: number;
  /** Several lines. */
  readonly long?: boolean;
  readonly choices?: ChoiceList<string>;
}

interface KeyOptions<Key extends string> extends CommonOptions<Key> {
  /** Pictures in `assets/` beside the answers: `{ cat: 'cat.png' }`. */
  readonly images?: Readonly<Partial<Record<Key, string>>>;
}

/** Builders of fields. Their names and options are lab's authoring API. */
export const field = {
  /** A whole number. */
  int: (options: NumberOptions = {}): Field<number> => numberField('int', options),
  /** A number with decimals. */
  float: (options: NumberOptions = {}): Field<number> => numberField('float', options),
  /** A number with a fixed count of decimals, rounded half away from zero. */
  decimal: (options: DecimalOptions): Field<number> => numberField('decimal', options),
  /** Points or currency, rounded to the project's places when it is set. */
  money: (options: NumberOptions = {}): Field<number> => numberField('money', options),
  /** Yes or no. */
  bool: (options: BoolOptions = {}): Field<boolean> => new Field({ ...plain('bool', options), mustBeTrue: options.mustBeTrue ?? false }),
  /** Words; one line unless `long`. */
  text: (options: TextOptions = {}): Field<string> =>
    new Field({ ...plain('text', options), long: options.long ?? false, maxLength: options.maxLength ?? 10_000 }),
  /** One of the keys; people read the values: `field.choice({ yes: 'Yes, I do', no: 'No' })`. */
  choice: <const Key extends string>(labels: Readonly<Record<Key, string>>, options: KeyOptions<NoInfer<Key>> = {}): Field<Key> =>
    new Field({
      ...plain('choice', options),
      choices: Object.entries<string>(labels).map(([value, label]) => ({ value, label })),
      images: options.images
        ? Object.fromEntries(Object.entries<string | undefined>(options.images).flatMap(([key, path]) => (path ? [[key, path]] : [])))
        : null,
    }),
  /** Anything JSON can hold; never asked in a form. */
  json: <Value>(options: { readonly initial?: Value; readonly doc?: string; readonly column?: string } = {}): Field<Value> =>
    new Field(plain('json', options)),
};

function numberField(kind: 'int' | 'float' | 'decimal' | 'money', options: NumberOptions | DecimalOptions): Field<number> {
  return new Field({
    ...plain(kind, options),
    min: options.min === undefined ? 0 : options.min,
    max: options.max ?? null,
    step: options.step ?? null,
    places: 'places' in options ? options.places : 0,
    unit: 'unit' in options ? (options.unit ?? null) : null,
    ticks: options.ticks ?? null,
    valueLabel: options.valueLabel ?? null,
  });
}

function plain(kind: FieldSpec['kind'], options: CommonOptions<unknown> & { readonly choices?: ChoiceList<Scalar> }): FieldSpec {
  return {
    kind,
    label: options.label ?? null,
    help: options.help ?? null,
    initial: options.initial ?? null,
    optional: false,
    onTimeout: options.onTimeout,
    min: null,
    max: null,
    step: null,
    places: 0,
    unit: null,
    choices: options.choices ? choicesOf(options.choices) : null,
    widget: options.widget ?? null,
    maxLength: 10_000,
    long: false,
    mustBeTrue: false,
    set: null,
    images: null,
    ticks: null,
    valueLabel: null,
    doc: options.doc ?? null,
    column: options.column ?? null,
  };
}

/** The list form of choices as pairs; a bare value is its own label. */
export function choicesOf(list: ChoiceList<Scalar>): Choice[] {
  return list.map((entry) => (typeof entry === 'object' ? { value: entry[0], label: entry[1] } : { value: entry, label: String(entry) }));
}
