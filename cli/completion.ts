import type { CliCommand, Completes } from './command.ts';

/** What could stand where somebody types on: words, or names that the platform has to be asked for. */
export type Wanted = { readonly words: readonly string[] } | { readonly names: Completes };

export interface TypedSoFar {
  /** Whole words behind the program's name. */
  readonly before: readonly string[];
  /** What there is of the word that is being typed. */
  readonly current: string;
  /** The app that was named, if one was. */
  readonly app: string | null;
}

/** `rostra ps:scale -a hello w`, up to the cursor. */
export function typedSoFar(line: string): TypedSoFar {
  const [, ...words] = line.trimStart().split(/\s+/);
  const current = words.pop() ?? '';
  const at = words.findLastIndex((word) => word === '-a' || word === '--app');
  const inOne = words.findLast((word) => word.startsWith('--app='))?.slice('--app='.length);
  return { before: words, current, app: inOne ?? (at < 0 ? null : (words[at + 1] ?? null)) };
}

const common = ['--json', '--host', '--token', '--help'];
const nothing: Wanted = { words: [] };

export function wanted({ before, current }: TypedSoFar, commands: readonly CliCommand[]): Wanted {
  const names = commands.filter(({ isHidden }) => isHidden !== true).flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const [first, second] = before;
  if (first === undefined || (first === 'help' && second === undefined)) return { words: [...new Set(names.map(firstWord))] };
  const command = commandOf(before, commands);
  if (command !== undefined) return valueOf(command, before.at(-1) ?? '') ?? argumentOf(command, current);
  return { words: names.filter((name) => name.startsWith(`${first} `)).map((name) => name.slice(first.length + 1)) };
}

/** What the option before the cursor wants; null when none stands there. */
function valueOf(command: CliCommand, last: string): Wanted | null {
  if (['-a', '--app', '--confirm'].includes(last)) return { names: 'apps' };
  if (['-d', '--dyno'].includes(last)) return { names: 'dynos' };
  return takesValue(command, last) ? nothing : null;
}

function argumentOf(command: CliCommand, current: string): Wanted {
  if (current.startsWith('-')) return { words: optionsOf(command) };
  return command.completes === undefined ? nothing : { names: command.completes };
}

const firstWord = (name: string): string => name.split(' ')[0] ?? name;

function commandOf(words: readonly string[], commands: readonly CliCommand[]): CliCommand | undefined {
  const [first = '', second = ''] = words;
  const isNamed = (command: CliCommand, name: string): boolean => command.name === name || (command.aliases ?? []).includes(name);
  return commands.find((command) => isNamed(command, `${first} ${second}`)) ?? commands.find((command) => isNamed(command, first));
}

function flagsOf(command: CliCommand): { readonly names: readonly string[]; readonly hasValue: boolean }[] {
  return (command.options ?? []).map(({ flags }) => ({ names: flags.match(/--?[\w-]+/g) ?? [], hasValue: flags.includes('<') }));
}

function takesValue(command: CliCommand, option: string): boolean {
  return ['--host', '--token'].includes(option) || flagsOf(command).some(({ names, hasValue }) => hasValue && names.includes(option));
}

/** The long names: a short one is typed already. */
function optionsOf(command: CliCommand): string[] {
  const own = flagsOf(command).flatMap(({ names }) => names.filter((name) => name.startsWith('--')));
  return [...(command.needsApp ? ['--app'] : []), ...own, ...common];
}
