import { isRole, roles } from '../platform/client.ts';
import type { Role } from '../platform/client.ts';
import type { CliOption } from './command.ts';
import { UsageFault } from './parse.ts';

export const roleOption = (fallback: Role): CliOption => ({
  flags: '--role <role>',
  text: `${roles.toReversed().join(', ')}; ${fallback} unless said`,
});

export function roleOf(word: string): Role {
  if (isRole(word)) return word;
  throw new UsageFault(`There is no role "${word}".`, `There are ${roles.toReversed().join(', ')}.`);
}

/** `--apps hello,tab`; null: all. */
export function appsOf(list: string | null): readonly string[] | null {
  return list === null || list === 'all' ? null : list.split(/[\s,]+/).filter((app) => app !== '');
}
