import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CliCommand } from './command.ts';

const folder = join(import.meta.dirname, 'commands');

/**
 * The command that is typed, loaded alone: `ps:scale` stands in commands/ps/scale.ts, `lab serve` in commands/lab/serve.ts. So a command
 * answers at once, and a process that stays as long as an event has loaded nothing of the others. Null: all are needed, because one of
 * them speaks of the others (help, completion), stands elsewhere, or does not exist.
 */
export async function ownCommand([first = '', second = '', ...others]: readonly string[]): Promise<CliCommand | null> {
  if ([first, second, ...others].some((word) => word === '--help' || word === '-h')) return null;
  for (const name of [first, `${first} ${second}`]) {
    const file = filesOf(name).find((path) => existsSync(path));
    const module: object = file === undefined ? {} : await import(file);
    const command = Object.values(module).find((each: unknown) => isCommand(each) && each.name === name && each.isHidden !== true);
    if (isCommand(command)) return command;
  }
  return null;
}

/** A topic alone lists what there is of it. */
function filesOf(name: string): readonly string[] {
  const words = name.split(/[: ]/);
  if (!words.every((word) => /^[a-z][a-z-]*$/.test(word))) return [];
  const path = join(folder, ...words);
  return words.length === 1 ? [`${path}.ts`, join(path, 'list.ts')] : [`${path}.ts`];
}

function isCommand(value: unknown): value is CliCommand {
  return typeof value === 'object' && value !== null && 'name' in value && 'run' in value && typeof value.run === 'function';
}
