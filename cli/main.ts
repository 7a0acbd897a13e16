import { debuglog } from 'node:util';
import { CommanderError } from 'commander';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CliCommand } from './command.ts';
import { exitStatus, exitStatuses } from './exit-status.ts';
import { fromHeroku } from './heroku.ts';
import { explained, overview } from './help.ts';
import { Output } from './output.ts';
import { ownCommand } from './own-command.ts';
import { epilog, programOf } from './program.ts';

const debug = debuglog('rostra');

/** Runs the command line of this process and sets its exit status. The one place where a fault becomes words. */
export async function main(): Promise<void> {
  process.stdout.once('error', () => process.exit(exitStatuses.ok)); // the reader has gone: `rostra logs | head`
  const typed = process.argv.slice(2);
  const output = new Output({ isJson: typed.includes('--json') });
  try {
    const commands = await commandsFor(typed);
    if (asksForHelp(typed)) await help(typed.slice(1), { commands, output });
    else await programOf(commands).parseAsync(meant(typed, { commands, output }), { from: 'user' });
  } catch (error) {
    process.exitCode = report(error, output);
  }
}

async function commandsFor(typed: readonly string[]): Promise<readonly CliCommand[]> {
  const own = await ownCommand(typed);
  return own === null ? (await import('./commands.ts')).commands : [own];
}

const asksForHelp = ([first = 'help']: readonly string[]): boolean => ['help', '-h', '--help'].includes(first);

/** `rostra help`, `rostra help all`, `rostra help ps:scale`; what is unknown is a fault of usage, with a guess at what was meant. */
async function help(words: readonly string[], { commands, output }: Around): Promise<void> {
  const program = programOf(commands);
  if (words.length === 0) output.text(`${overview()}\n${epilog}\n`);
  else if (words[0] === 'all') program.outputHelp();
  else {
    const text = explained(words, { program, commands });
    if (text === null) await program.parseAsync(words.slice(0, 1), { from: 'user' });
    else output.text(text);
  }
}

interface Around {
  readonly commands: readonly CliCommand[];
  readonly output: Output;
}

/** `rostra heroku …` takes the command lines of Heroku's own program, as published instructions print them. */
function meant([first, ...rest]: readonly string[], { commands, output }: Around): string[] {
  if (first !== 'heroku') return first === undefined ? [] : [first, ...rest];
  const { args, notes } = fromHeroku(rest, new Set(commands.flatMap(({ name, aliases = [] }) => [name, ...aliases])));
  for (const note of notes) output.progress(note);
  return [...args];
}

/** Says what went wrong, and gives the exit status for it. */
function report(error: unknown, output: Output): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatuses.ok : usage(error, output);
  if (error instanceof RostraError) {
    output.fault(error);
    return exitStatus(error);
  }
  output.fault({
    code: 'OUR_MISTAKE',
    message: error instanceof Error ? `${error.message} (this is a mistake of ours)` : 'Something went wrong on our side.',
    hint: 'Run it again with NODE_DEBUG=rostra to see where, and report it.',
  });
  debug('%o', error);
  return exitStatuses.failed;
}

/** Commander's own words, as one sentence: `error: unknown command 'pss'\n(Did you mean ps?)`. */
function usage({ code, message }: CommanderError, output: Output): number {
  if (code === 'commander.help') return exitStatuses.usage; // the help itself was the answer to no command at all
  const [what = '', guess = ''] = message.replace(/^error: /, '').split('\n');
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.$/, '')}.`;
  const hint = guess === '' ? '`rostra help` says what there is, `rostra help COMMAND` explains one.' : guess.replace(/[()]/g, '');
  output.fault({ code: 'CLI_USAGE', message: sentence, hint });
  return exitStatuses.usage;
}

if (import.meta.main) await main();
