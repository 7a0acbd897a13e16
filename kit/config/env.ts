import { RostraError } from '../errors/rostra-error.ts';

type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: string };

/** How one variable of the environment is read. */
export interface EnvField<Value> {
  readonly read: (env: NodeJS.ProcessEnv) => Read<Value>;
}

type Fields = Readonly<Record<string, EnvField<unknown>>>;
type Values<Shape extends Fields> = { readonly [Key in keyof Shape]: Shape[Key] extends EnvField<infer Value> ? Value : never };

/**
 * The environment as one frozen, typed object. Throws a single fault that names every wrong variable, what was read, and an
 * example of what would do.
 */
export function readEnv<Shape extends Fields>(env: NodeJS.ProcessEnv, shape: Shape): Values<Shape> {
  const faults: string[] = [];
  const entries = Object.entries(shape).map(([key, variable]) => {
    const result = variable.read(env);
    if (!result.ok) faults.push(result.fault);
    return [key, result.ok ? result.value : undefined];
  });
  if (faults.length > 0) {
    throw new RostraError({
      code: 'CONFIG_WRONG',
      status: 500,
      message: faults.join('\n'),
      hint: 'Set the variables named above and start again.',
    });
  }
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- each entry was read by the field of the same name
  return Object.freeze(Object.fromEntries(entries)) as Values<Shape>;
}

interface Fallback<Value> {
  /** What holds when the variable is absent or empty. Without a fallback the variable is required. */
  readonly fallback?: Value;
}

function field<Value>(name: string, fallback: { value: Value } | null, parse: (text: string) => Read<Value>): EnvField<Value> {
  return {
    read: (env) => {
      const text = env[name];
      if (text !== undefined && text !== '') return parse(text);
      if (fallback) return { ok: true, value: fallback.value };
      return { ok: false, fault: `${name} is missing.` };
    },
  };
}

const fallbackOf = <Value>(options: Fallback<Value>): { value: Value } | null =>
  'fallback' in options && options.fallback !== undefined ? { value: options.fallback } : null;

export function envText<Value extends string | null = string>(
  name: string,
  options: Fallback<Value | string> = {},
): EnvField<Value | string> {
  return field<Value | string>(name, fallbackOf(options), (text) => ({ ok: true, value: text }));
}

interface IntegerOptions extends Fallback<number> {
  readonly min?: number;
  readonly max?: number;
}

export function envInteger(name: string, options: IntegerOptions = {}): EnvField<number> {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = options;
  return field(name, fallbackOf(options), (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return { ok: true, value };
    return {
      ok: false,
      fault: `${name} is "${text}"; it must be a whole number from ${min} to ${max}, for example ${options.fallback ?? min}.`,
    };
  });
}

/** A duration; the variable's name must end in its unit, `_MS`. */
export function envMilliseconds(name: `${string}_MS`, options: IntegerOptions = {}): EnvField<number> {
  return envInteger(name, options);
}

/** `1`, `true`, `yes`, `on` against `0`, `false`, `no`, `off`; absent is false. */
export function envFlag(name: string): EnvField<boolean> {
  return field(name, { value: false }, (text) => {
    if (/^(1|true|yes|on)$/i.test(text)) return { ok: true, value: true };
    if (/^(0|false|no|off)$/i.test(text)) return { ok: true, value: false };
    return { ok: false, fault: `${name} is "${text}"; it must be 1 or 0.` };
  });
}

export function envChoice<const Choice extends string>(
  name: string,
  choices: readonly Choice[],
  options: Fallback<NoInfer<Choice>> = {},
): EnvField<Choice> {
  return field<Choice>(name, fallbackOf(options), (text) => {
    const value = choices.find((choice) => choice === text);
    if (value !== undefined) return { ok: true, value };
    return { ok: false, fault: `${name} is "${text}"; it must be one of ${choices.join(', ')}.` };
  });
}
