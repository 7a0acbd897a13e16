import * as v from 'valibot';
import { reservedKeys } from './config-vars.ts';
import type { ConfigVars } from './resources.ts';

/** What app.json says of one config var (platform specification, DEP-04). */
export interface EnvWish {
  readonly description?: string | undefined;
  readonly value?: string | undefined;
  /** `secret`: 64 hexadecimal digits are made up. */
  readonly generator?: 'secret' | undefined;
  /** Unless false, a var without a value and a generator has to be set before the first deploy. */
  readonly required?: boolean | undefined;
}

const key = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'that is no name for a config var'),
  v.check((name) => !reservedKeys.has(name), 'the platform sets it for each dyno'),
);
const wish = v.object({
  description: v.optional(v.string()),
  value: v.optional(v.string()),
  generator: v.optional(v.literal('secret')),
  required: v.optional(v.boolean()),
});

/** `env` of app.json: a text alone is the value. */
export const appEnv = v.record(
  key,
  v.union([
    v.pipe(
      v.string(),
      v.transform((value): EnvWish => ({ value })),
    ),
    wish,
  ]),
);

export interface FirstConfig {
  /** With a value that the file gives. */
  readonly values: Readonly<Record<string, string>>;
  /** To be made up. */
  readonly secrets: readonly string[];
  /** Nobody has given a value to these. */
  readonly missing: readonly string[];
}

/** What a first deploy adds to the present config vars; what is set stays as it is. */
export function firstConfig(env: Readonly<Record<string, EnvWish>>, present: ConfigVars): FirstConfig {
  const unset = Object.entries(env).filter(([name]) => !Object.hasOwn(present, name));
  const isGiven = ({ value }: EnvWish): boolean => value !== undefined && value !== '';
  return {
    values: Object.fromEntries(
      unset.flatMap(([name, { value, generator }]) => (value === undefined || generator !== undefined ? [] : [[name, value]])),
    ),
    secrets: unset.filter(([, { generator }]) => generator === 'secret').map(([name]) => name),
    missing: unset.filter(([, each]) => !isGiven(each) && each.generator === undefined && each.required !== false).map(([name]) => name),
  };
}
