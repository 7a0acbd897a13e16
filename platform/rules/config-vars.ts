import type { ConfigVars } from './resources.ts';

/** Set by the platform for every dyno, so nobody may set them (platform specification, CON-13). */
export const reservedKeys: ReadonlySet<string> = new Set([
  'PORT',
  'DYNO',
  'DYNO_ID',
  'ROSTRA_APP',
  'ROSTRA_RELEASE',
  'ROSTRA_SLUG',
  'TMPDIR',
  'HOME',
  'PATH',
]);

export const longestValueBytes = 32 * 1024;
export const allConfigBytes = 64 * 1024;

const keyShape = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** null removes the var. */
export type ConfigPatch = Readonly<Record<string, string | null>>;

/** The config after the change: keys in alphabetical order. */
export function configAfter(config: ConfigVars, patch: ConfigPatch): ConfigVars {
  const merged = Object.entries({ ...config, ...patch }).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries(merged.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The first thing wrong with a change, as a sentence; null when it may be made. `attached` are the keys that add-ons hold. */
export function configFault(config: ConfigVars, patch: ConfigPatch, attached: ReadonlySet<string>): string | null {
  for (const [key, value] of Object.entries(patch)) {
    const fault = keyFault(key, attached) ?? valueFault(key, value);
    if (fault !== null) return fault;
  }
  const bytes = Object.entries(configAfter(config, patch)).reduce((sum, [key, value]) => sum + utf8Bytes(key) + utf8Bytes(value), 0);
  return bytes > allConfigBytes ? `All config vars together would take ${bytes} bytes; the limit is ${allConfigBytes}.` : null;
}

function keyFault(key: string, attached: ReadonlySet<string>): string | null {
  if (!keyShape.test(key)) return `"${key}" is no name for a config var: use letters, digits and _, not a digit first.`;
  if (reservedKeys.has(key)) return `${key} is set by the platform for each dyno and cannot be a config var.`;
  if (attached.has(key)) return `${key} belongs to an add-on and changes only with it.`;
  return null;
}

function valueFault(key: string, value: string | null): string | null {
  if (value === null) return null;
  if (value.includes('\0')) return `The value of ${key} holds a NUL character, which no environment can carry.`;
  const bytes = utf8Bytes(value);
  return bytes > longestValueBytes ? `The value of ${key} takes ${bytes} bytes; the limit is ${longestValueBytes}.` : null;
}

const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;

/** What a change does, for release and log: `Set A, B config vars`, `Unset A config var`. */
export function configReason(patch: ConfigPatch): string {
  const set = Object.keys(patch).filter((key) => patch[key] !== null);
  const unset = Object.keys(patch).filter((key) => patch[key] === null);
  const parts = [
    ...(set.length > 0 ? [`Set ${set.join(', ')}`] : []),
    ...(unset.length > 0 ? [`${set.length > 0 ? 'unset' : 'Unset'} ${unset.join(', ')}`] : []),
  ];
  return `${parts.join(' and ')} config ${set.length + unset.length === 1 ? 'var' : 'vars'}`;
}
