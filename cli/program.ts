import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { connectClient, localAddress } from '../platform/client.ts';
import type { ApiAddress } from '../platform/client.ts';
import { chosenApp } from './app-choice.ts';
import type { Call, CliCommand } from './command.ts';
import { readCliConfig } from './config.ts';
import type { CliConfig } from './config.ts';
import { exitStatuses } from './exit-status.ts';
import { aboutTopic, besides, sectionOf } from './help.ts';
import { Output } from './output.ts';
import { UsageFault } from './parse.ts';

/** What stands below the list of commands. */
export const epilog = `
Exit status: 0 done, 1 failed, 2 typed wrongly, 3 not found, 5 not allowed,
6 conflict, 8 no platform reached, 130 interrupted.
The platform on this machine is found by its data folder (.rostra, or
ROSTRA_HOME); one elsewhere by --host and --token.`;

/** The commands as one commander program. Faults of usage are thrown as CommanderErrors and said nowhere yet. */
export function programOf(commands: readonly CliCommand[]): Command {
  const program = quiet(new Command('rostra'))
    .description('Runs live, many-person web events: experiments, debate tournaments, and the platform beneath them.')
    .usage('COMMAND [--app APP] [options]')
    .version(ownVersion(), '--version')
    .helpCommand(false)
    .helpOption('-h, --help', 'print this')
    .configureHelp({ subcommandTerm: termOf })
    .addHelpText('after', epilog);
  for (const command of commands) add({ program, commands }, command);
  return program;
}

/** `ps:scale [change...]`: that options are possible goes without saying. */
function termOf(command: Command): string {
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...args].join(' ');
}

function ownVersion(): string {
  const description: { readonly version: string } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'));
  return description.version;
}

function quiet(command: Command): Command {
  return command.exitOverride().configureOutput({ outputError: () => {} });
}

interface Whole {
  readonly program: Command;
  readonly commands: readonly CliCommand[];
}

function add({ program, commands }: Whole, command: CliCommand): void {
  const words = command.name.split(' ');
  const name = words.pop() ?? command.name;
  const parent = words.length === 0 ? program : topic(program, words.join(' '));
  const own = quiet(
    parent.command([name, command.args].filter((part) => part !== undefined).join(' '), {
      hidden: command.isHidden === true,
      isDefault: command.isTopicDefault === true,
    }),
  )
    .summary(command.summary)
    .description(`${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.`)
    .aliases([...(command.aliases ?? [])])
    .helpGroup(parent === program ? `${sectionOf(command.name)}:` : 'Commands:')
    .addHelpText('after', `\nExample:\n  $ ${command.example}${besides(command, commands)}`);
  if (command.needsApp) own.option('-a, --app <name>', 'the app (or ROSTRA_APP)');
  if (command.takesAnyOptions) own.allowUnknownOption();
  for (const option of command.options ?? []) own.option(option.flags, option.text);
  own
    .option('--json', 'answer in JSON')
    .option('--host <url>', 'a platform elsewhere (or ROSTRA_HOST)')
    .option('--token <token>', 'the token for it (or ROSTRA_TOKEN)')
    .action(async () => run(command, { args: own.args, options: own.opts(), signal: interruptOf(command), commands }));
}

/** `lab` of `lab serve`: a command that only holds others. */
function topic(program: Command, name: string): Command {
  return (
    program.commands.find((known) => known.name() === name) ??
    quiet(program.command(name))
      .summary(aboutTopic(name))
      .helpGroup(`${sectionOf(name)}:`)
  );
}

interface Typed {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly commands: readonly CliCommand[];
}

async function run(command: CliCommand, typed: Typed): Promise<void> {
  const output = new Output({ isJson: typed.options['json'] === true });
  const answer = await command.run(callOf(typed, output));
  if (typed.signal.aborted) process.exitCode = exitStatuses.interrupted;
  if (answer === null) return;
  output.answer(answer);
  if (answer.isBadNews) process.exitCode = exitStatuses.failed;
  if (answer.exitStatus !== undefined && !typed.signal.aborted) process.exitCode = answer.exitStatus;
}

const graceMs = 500;

/** Ctrl-C: what follows something stops following, what waits for an answer is given up soon. A process that runs until it is stopped listens itself. */
function interruptOf({ runsUntilStopped = false, endsGently = false }: CliCommand): AbortSignal {
  const interrupted = new AbortController();
  if (runsUntilStopped) return interrupted.signal;
  if (endsGently) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort()); // the second time it just ends
    return interrupted.signal;
  }
  process.once('SIGINT', () => {
    interrupted.abort();
    setTimeout(() => process.exit(exitStatuses.interrupted), graceMs).unref();
  });
  return interrupted.signal;
}

function callOf({ args, options, signal, commands }: Typed, output: Output): Call {
  const config = readCliConfig();
  const option = (name: string): string | null => {
    const value = options[commanderName(name)];
    return typeof value === 'string' ? value : null;
  };
  const address = addressOf(config, { host: option('host'), token: option('token') });
  const platform = connectClient(address);
  return {
    args,
    option,
    flag: (name) => options[commanderName(name)] === true,
    app: () => chosenApp(option('app') ?? config.app, platform),
    platform,
    commands,
    isLocal: address.kind === 'socket',
    config,
    output,
    signal,
  };
}

/** `dry-run` → `dryRun` */
const commanderName = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function addressOf(config: CliConfig, typed: { readonly host: string | null; readonly token: string | null }): ApiAddress {
  const url = typed.host ?? config.host;
  if (url === null) return localAddress(config.home);
  const token = typed.token ?? config.token;
  if (!URL.canParse(url)) throw new UsageFault(`"${url}" is no address.`, 'Give the whole address: --host https://events.example.org.');
  if (token === null) throw new UsageFault(`${url} needs a token.`, 'Give it with --token or ROSTRA_TOKEN.');
  return { kind: 'url', url, token };
}
