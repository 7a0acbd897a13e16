import { noGuestSource } from './errors.ts';

interface Locked {
  readonly version?: string;
  readonly markers?: string;
  readonly extras?: readonly string[];
}

/**
 * The requirements.txt of a `Pipfile.lock`: its versions without its hashes, so that what the lock leaves out on another Python than the one
 * it was made with is found and added. Throws what cannot be installed so.
 */
export function requirementsOf(lock: string): string {
  const { default: packages }: { readonly default?: Readonly<Record<string, Locked>> } = JSON.parse(lock);
  const lines = Object.entries(packages ?? {}).map(([name, { version, markers, extras = [] }]) => {
    if (version === undefined)
      throw noGuestSource(`Pipfile.lock takes ${name} from a place without a version.`, 'Write a requirements.txt yourself.');
    return `${name}${extras.length === 0 ? '' : `[${extras.join(',')}]`}${version}${markers === undefined ? '' : ` ; ${markers}`}`;
  });
  return `${lines.toSorted().join('\n')}\n`;
}
