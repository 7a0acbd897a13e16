import type { Operations } from '../platform/client.ts';
import type { CliConfig } from './config.ts';
import type { Output } from './output.ts';

/** One command of the command line; each has a file of its own under commands/, named topic/verb. */
export interface CliCommand {
  /** As it is typed: `ps:scale`, `lab serve`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line for the list of commands. */
  readonly summary: string;
  /** In commander's form: `<change...>`, `[folder]`. */
  readonly args?: string;
  /** Works on one app: takes `--app`. */
  readonly needsApp?: boolean;
  readonly options?: readonly CliOption[];
  readonly example: string;
  /** What its arguments are names of, for a shell that completes them. */
  readonly completes?: Completes;
  /** Of its topic, what is meant when no other command of it is named. */
  readonly isTopicDefault?: true;
  /** For programs: no list shows it. */
  readonly isHidden?: boolean;
  /** Options that it does not know belong to its arguments: they are a command for somebody else. */
  readonly takesAnyOptions?: boolean;
  /** Ctrl-C, a hang-up and SIGTERM ask it to end what it has begun; it may take its time. */
  readonly endsGently?: boolean;
  /** A process that ends with a signal, which is then no fault. */
  readonly runsUntilStopped?: boolean;
  /** Answers, or null when everything was said on the way. Throws a RostraError for what a person can mend. */
  run(call: Call): Promise<Answer | null>;
}

export type Completes = 'addons' | 'apps' | 'config' | 'dynos' | 'releases' | 'types';

export interface CliOption {
  /** `-t, --tail` or `-n, --num <lines>` */
  readonly flags: string;
  readonly text: string;
}

/** What a command says at its end: one JSON document for programs, lines for people. */
export interface Answer {
  readonly json: unknown;
  readonly lines: readonly string[];
  /** True: what was asked for is bad news (a check that fails); the exit status says so. */
  readonly isBadNews?: boolean;
  /** That of a program that ran on the user's behalf, passed on as it is. */
  readonly exitStatus?: number;
}

/** One use of a command. */
export interface Call {
  readonly args: readonly string[];
  /** The value of `--name value`, null when it was not given. */
  option(name: string): string | null;
  flag(name: string): boolean;
  /** `--app`, or ROSTRA_APP; throws a usage fault that names the apps there are. */
  app(): Promise<string>;
  readonly platform: Operations;
  /** All there are. */
  readonly commands: readonly CliCommand[];
  /** False when the platform is reached by `--host`: then this machine's folders say nothing to it. */
  readonly isLocal: boolean;
  readonly config: CliConfig;
  readonly output: Output;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
}
