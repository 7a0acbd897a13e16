import type { Command } from 'commander';
import type { CliCommand } from './command.ts';

/** The sections of the help, the topics in each, and what a topic is about. */
const sections: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'The platform': {
    up: 'start the platform here and run it until Ctrl-C',
    down: 'stop it: apps, add-ons, all of it',
    doctor: 'look at what it needs of this machine, and say the fix',
    system: 'back up, restore and update the whole installation',
    completion: 'let a shell complete commands and names',
    alias: 'answer under another name: rostra alias heroku',
  },
  Apps: {
    apps: 'list, make, park, destroy and restore apps',
    deploy: 'build a folder that has a Procfile, and run it',
    open: 'open an app in the browser',
    releases: 'what was released; back to an older release',
    git: 'deploy by git push',
    templates: 'projects that an app can begin with',
    guest: 'another version of a guest such as Tabbycat',
  },
  'Apps that belong together': {
    pipelines: 'from staging to production',
    mirror: 'a second app on the same data: a line of its own for the desk',
  },
  Dynos: {
    ps: 'how many dynos run, how large, how they scale',
    run: 'one command with an app’s build and config vars',
    schedule: 'jobs, dynos and plans by the clock',
  },
  'Config and add-ons': {
    config: 'config vars',
    addons: 'databases, mail and more: make, attach, change plans',
    pg: 'Postgres: psql, connections, backups, passwords',
    redis: 'Redis: commands, passwords',
    mail: 'what an app sent, and where its mail goes',
  },
  'What visitors meet': {
    domains: 'the hosts at which an app answers',
    certs: 'HTTPS and its certificates',
    routes: 'what an app leaves to the router',
    maintenance: 'a page while you work on an app',
    cache: 'pages that the router keeps',
    status: 'a public page that says how an app stands',
    about: 'a public page that says what an app is',
  },
  'What goes on': {
    logs: 'what dynos, router and platform wrote',
    drains: 'send the log elsewhere too',
    labs: 'load and memory of each dyno in the log',
    metrics: 'speed, throughput, load, memory',
    alerts: 'who is told of what, and how',
    monitor: 'what is wrong, by which figures, and what to do',
    errors: 'what broke in an app’s code, and where',
    costs: 'what was spent, what an event will cost, budgets',
    events: 'the plan of an event in the calendar',
  },
  People: {
    users: 'who may sign in',
    access: 'who works on an app',
    audit: 'who did what',
    tokens: 'use this platform from elsewhere',
  },
  'Rehearsals, experiments, tournaments': {
    rehearse: 'let bots play an event beforehand',
    lab: 'experiments: write, try and serve games',
    tab: 'tournaments: serve, check and take away',
  },
};

/** What groups of commands below a topic are about. */
const groups: Readonly<Record<string, string>> = { 'errors:sourcemaps': 'source maps of compiled code' };

const firstSteps = [
  ['rostra up --demo', 'run it, with an experiment and a tournament'],
  ['rostra apps:create hello', 'make an app'],
  ['rostra deploy ./hello --app hello', 'run what is in a folder'],
  ['rostra help ps', 'the commands of a topic'],
  ['rostra help ps:scale', 'one command'],
  ['rostra help all', 'all commands'],
] as const;

/** `ps` of `ps:scale`, `lab` of `lab serve`. */
export const topicOf = (name: string): string => name.split(/[: ]/)[0] ?? name;

export function sectionOf(name: string): string {
  const topic = topicOf(name);
  const found = Object.entries(sections).find(([, topics]) => topic in topics);
  return found?.[0] ?? 'More';
}

/** What a topic, or a group of commands in one, is about. */
export const aboutTopic = (name: string): string => groups[name] ?? sections[sectionOf(name)]?.[name] ?? name;

/** The first screen: how to begin, and what topics there are. */
export function overview(): string {
  const steps = listed(firstSteps);
  const topics = Object.entries(sections).map(([section, each]) => `${section}:\n${listed(Object.entries(each), 14)}`);
  return [
    'Runs live, many-person web events: experiments, debate tournaments, and the\nplatform beneath them.',
    `First steps:\n${steps}`,
    ...topics,
  ].join('\n\n');
}

interface Whole {
  readonly program: Command;
  readonly commands: readonly CliCommand[];
}

/** What `rostra help ps:scale`, `rostra help lab serve` or `rostra help cache` prints: a command explained, or the commands of a topic; null when there is neither. */
export function explained(words: readonly string[], { program, commands }: Whole): string | null {
  const [topic = '', ...rest] = words;
  const first = childOf(program, topic);
  if (first !== undefined) return wholeHelpOf(rest.reduce((at, word) => childOf(at, word) ?? at, first));
  const ofTopic = visible(commands).filter(({ name }) => topicOf(name) === topic);
  return ofTopic.length === 0 ? null : `Commands of ${topic}, ${aboutTopic(topic)}:\n${listed(summaries(ofTopic))}\n`;
}

function childOf(command: Command, word: string): Command | undefined {
  return command.commands.find((each) => each.name() === word || each.aliases().includes(word));
}

/** Commander’s help with what the command adds to it (its example). */
function wholeHelpOf(command: Command): string {
  const parts: string[] = [];
  command.configureOutput({ writeOut: (part) => parts.push(part) }).outputHelp();
  return parts.join('');
}

/** What else there is of a command's topic, for its own help. */
export function besides(command: CliCommand, commands: readonly CliCommand[]): string {
  const others = visible(commands).filter((each) => each !== command && topicOf(each.name) === topicOf(command.name));
  return others.length === 0 ? '' : `\n\nOf the same topic:\n${listed(summaries(others))}`;
}

const visible = (commands: readonly CliCommand[]): CliCommand[] => commands.filter(({ isHidden }) => isHidden !== true);

const summaries = (commands: readonly CliCommand[]): [string, string][] => commands.map(({ name, summary }) => [name, summary]);

/** Names with what they are, one below the other; on a terminal long texts go on under themselves. */
function listed(items: readonly (readonly [name: string, text: string])[], least = 0): string {
  const indent = Math.max(least, ...items.map(([name]) => name.length + 2)) + 2;
  const width = Math.max(24, (process.stdout.columns ?? Infinity) - indent);
  const lineEnd = `\n${' '.repeat(indent)}`;
  return items.map(([name, text]) => `  ${name}`.padEnd(indent) + wrapped(text, width).join(lineEnd)).join('\n');
}

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
