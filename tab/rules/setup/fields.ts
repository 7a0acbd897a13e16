/** What a field may name: the kinds of things that are set up, as they stand in addresses. */
export type RefKind =
  | 'institutions'
  | 'teams'
  | 'speakers'
  | 'adjudicators'
  | 'venues'
  | 'venue-categories'
  | 'break-categories'
  | 'speaker-categories'
  | 'rounds';

/** How a field of something that is set up by hand is asked for, in a form or by the API. */
export type Input =
  | {
      readonly kind: 'text';
      readonly longest: number;
      readonly isLong: boolean;
      /** Which keys a phone shows. */ readonly keys?: 'email' | 'tel';
    }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly isWhole: boolean }
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  | { readonly kind: 'ref'; readonly of: RefKind }
  | { readonly kind: 'refs'; readonly of: RefKind }
  | { readonly kind: 'moment' };

type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly wanted: string };

/** One field: what it is called, how it is asked for, how its value is read from a form's text or from JSON. */
export interface FieldOf<Value> {
  readonly label: string;
  readonly help?: string;
  readonly input: Input;
  readonly isRequired: boolean;
  /** What a new one has when nobody says. */
  readonly fallback: Value | undefined;
  readonly read: (raw: unknown) => Read<Value>;
}

export type Fields = Readonly<Record<string, FieldOf<unknown>>>;
export type Values<Shape extends Fields> = { readonly [Name in keyof Shape]: Shape[Name] extends FieldOf<infer Value> ? Value : never };

/** What a value may be once it is read. */
export type FieldValue = string | number | boolean | null | readonly number[];

const ok = <Value>(value: Value): Read<Value> => ({ ok: true, value });
const wanted = (what: string): Read<never> => ({ ok: false, wanted: what });

interface TextOptions {
  readonly longest: number;
  readonly isRequired?: boolean;
  readonly isLong?: boolean;
  readonly help?: string;
  readonly keys?: 'email' | 'tel';
  /** What it must look like, and how a fault says so. */
  readonly form?: { readonly pattern: RegExp; readonly says: string };
}

/** Letters and signs; spaces around them are cut. */
export function text(label: string, options: TextOptions): FieldOf<string> {
  const { longest, isRequired = false, isLong = false, help, keys } = options;
  return {
    label,
    ...(help === undefined ? {} : { help }),
    input: { kind: 'text', longest, isLong, ...(keys && { keys }) },
    isRequired,
    fallback: isRequired ? undefined : '',
    read: (raw) => {
      const given = isNothing(raw) ? '' : raw;
      if (typeof given !== 'string') return wanted('a text');
      return readText(given.normalize('NFC').trim(), { ...options, isRequired, isLong });
    },
  };
}

function readText(value: string, { longest, isRequired = false, isLong = false, form }: TextOptions): Read<string> {
  if (value === '') return isRequired ? wanted('a text') : ok('');
  if (value.length > longest) return wanted(`at most ${longest} characters`);
  if (!isLong && /\p{Cc}/u.test(value)) return wanted('one line of text');
  return form === undefined || form.pattern.test(value) ? ok(value) : wanted(form.says);
}

const isNothing = (raw: unknown): raw is null | undefined | '' => raw === undefined || raw === null || raw === '';

interface NumberOptions<Absent> {
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
  /** What an empty field means; without it the number must be there. */
  readonly absent?: Absent;
  readonly help?: string;
}

export function number<Absent extends number | null = never>(label: string, options: NumberOptions<Absent>): FieldOf<number | Absent> {
  const { min, max, isWhole = true, absent, help } = options;
  return {
    label,
    ...(help === undefined ? {} : { help }),
    input: { kind: 'number', min, max, isWhole },
    isRequired: absent === undefined,
    fallback: absent,
    read: (raw) => {
      if (isNothing(raw)) return absent === undefined ? wanted(rangeWords(options)) : ok(absent);
      const value = typeof raw === 'string' ? Number(raw.trim().replace(',', '.')) : raw;
      return typeof value === 'number' && isWithin(value, { min, max, isWhole }) ? ok(value) : wanted(rangeWords(options));
    },
  };
}

const isWithin = (value: number, { min, max, isWhole }: { min: number; max: number; isWhole: boolean }): boolean =>
  value >= min && value <= max && (!isWhole || Number.isInteger(value));

const rangeWords = ({ min, max, isWhole = true }: NumberOptions<unknown>): string =>
  `a ${isWhole ? 'whole ' : ''}number from ${min} to ${max}`;

/** A number that must be there. */
export function mustNumber(label: string, options: Omit<NumberOptions<never>, 'absent'>): FieldOf<number> {
  return number(label, options);
}

/** Yes or no. */
export function flag(label: string, fallback: boolean, help?: string): FieldOf<boolean> {
  return {
    label,
    ...(help === undefined ? {} : { help }),
    input: { kind: 'flag' },
    isRequired: false,
    fallback,
    read: (raw) => {
      if (typeof raw === 'boolean') return ok(raw);
      if (raw === undefined || raw === null) return ok(fallback);
      const meaning = typeof raw === 'string' ? flagWords[raw.toLowerCase()] : undefined;
      return meaning === undefined ? wanted('yes or no') : ok(meaning);
    },
  };
}

const flagWords: Readonly<Record<string, boolean>> = {
  '1': true,
  true: true,
  yes: true,
  on: true,
  '': false,
  '0': false,
  false: false,
  no: false,
  off: false,
};

/** One of several words. */
export function choice<const Value extends string>(
  label: string,
  choices: Readonly<Record<Value, string>>,
  fallback: NoInfer<Value>,
): FieldOf<Value> {
  const isOne = (raw: string): raw is Value => Object.hasOwn(choices, raw);
  return {
    label,
    input: { kind: 'choice', choices: Object.entries<string>(choices).map(([value, words]) => ({ value, label: words })) },
    isRequired: false,
    fallback,
    read: (raw) => {
      if (raw === undefined || raw === null) return ok(fallback);
      return typeof raw === 'string' && isOne(raw)
        ? ok(raw)
        : wanted(
            `one of ${Object.keys(choices)
              .map((word) => (word === '' ? '(empty)' : word))
              .join(', ')}`,
          );
    },
  };
}

/** One thing of another kind, or none. */
export function ref(label: string, of: RefKind): FieldOf<number | null> {
  return {
    label,
    input: { kind: 'ref', of },
    isRequired: false,
    fallback: null,
    read: (raw) => {
      if (isNothing(raw)) return ok(null);
      const id = idIn(raw);
      return id === null ? wanted('an id, or an address of this API') : ok(id);
    },
  };
}

/** One thing of another kind, which must be named. */
export function mustRef(label: string, of: RefKind): FieldOf<number> {
  return {
    label,
    input: { kind: 'ref', of },
    isRequired: true,
    fallback: undefined,
    read: (raw) => {
      const id = idIn(raw);
      return id === null ? wanted('an id, or an address of this API') : ok(id);
    },
  };
}

/** Any number of things of another kind. */
export function refs(label: string, of: RefKind, help?: string): FieldOf<readonly number[]> {
  return {
    label,
    ...(help === undefined ? {} : { help }),
    input: { kind: 'refs', of },
    isRequired: false,
    fallback: [],
    read: (raw) => {
      const all = raw === undefined || raw === null ? [] : Array.isArray(raw) ? raw : [raw];
      const ids = all.map(idIn);
      return ids.every((id) => id !== null) ? ok([...new Set(ids)]) : wanted('a list of ids, or of addresses of this API');
    },
  };
}

/** A moment as `2026-05-09T10:30`, in the tournament's own time unless it says its zone; null when it is empty. */
export function moment(label: string, help?: string): FieldOf<string | null> {
  return {
    label,
    ...(help === undefined ? {} : { help }),
    input: { kind: 'moment' },
    isRequired: false,
    fallback: null,
    read: (raw) => {
      if (isNothing(raw)) return ok(null);
      const isMoment = typeof raw === 'string' && momentForm.test(raw);
      return isMoment && isOnCalendar(raw) ? ok(raw) : wanted('a date and a time such as 2026-05-09T10:30');
    },
  };
}

const momentForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

function isOnCalendar(raw: string): boolean {
  try {
    Temporal.PlainDateTime.from(raw.slice(0, 16), { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** `12`, `"12"` or the address of a thing, which ends with its id. */
function idIn(raw: unknown): number | null {
  const last = typeof raw === 'string' ? (raw.trim().replace(/\/$/, '').split('/').at(-1) ?? '') : raw;
  const id = typeof last === 'string' && /^\d{1,9}$/.test(last) ? Number(last) : last;
  return typeof id === 'number' && Number.isInteger(id) && id > 0 && id < 1e9 ? id : null;
}

export type ReadFields<Shape extends Fields> =
  | { readonly ok: true; readonly values: Values<Shape> }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

export interface FieldFault {
  readonly field: string;
  readonly sentence: string;
}

/** Reads all fields of a thing; says everything that is wrong at once, each in a sentence of its own. */
export function readFields<Shape extends Fields>(shape: Shape, raw: Readonly<Record<string, unknown>>): ReadFields<Shape> {
  const faults: FieldFault[] = [];
  const entries = Object.entries(shape).map(([name, { label, read }]) => {
    const result = read(raw[name]);
    if (result.ok) return [name, result.value];
    const given = raw[name];
    const is = given === undefined || given === null || given === '' ? 'is empty' : `is ${JSON.stringify(given)}`;
    faults.push({ field: name, sentence: `${label} ${is}; it must be ${result.wanted}.` });
    return [name, undefined];
  });
  if (faults.length > 0) return { ok: false, faults };
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- every field of the shape was just read by its own reader
  return { ok: true, values: Object.fromEntries(entries) as Values<Shape> };
}
