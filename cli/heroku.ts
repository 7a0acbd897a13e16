import { RostraError } from '#kit/errors/rostra-error.ts';
import { UsageFault } from './parse.ts';

/** What a command line for Heroku's own program means here. */
export interface HerokuLine {
  readonly args: readonly string[];
  /** What was left out, for the person who typed it. */
  readonly notes: readonly string[];
}

/** Heroku's names for what has another name here. */
const renamed: Readonly<Record<string, string>> = {
  'addons:add': 'addons:create',
  'addons:remove': 'addons:destroy',
  autocomplete: 'completion',
  'config:add': 'config:set',
  'config:remove': 'config:unset',
  'dyno:kill': 'ps:stop',
  'dyno:resize': 'ps:type',
  'dyno:restart': 'ps:restart',
  'dyno:scale': 'ps:scale',
  'dyno:stop': 'ps:stop',
  list: 'apps',
  pg: 'pg:info',
  'ps:kill': 'ps:stop',
  redis: 'redis:info',
  resize: 'ps:type',
};

/** Plans whose names changed over the years, by ours with the same limits. */
const renamedPlans: Readonly<Record<string, string>> = {
  'heroku-postgresql:dev': 'heroku-postgresql:hobby-dev',
  'heroku-postgresql:mini': 'heroku-postgresql:hobby-dev',
  'heroku-postgresql:basic': 'heroku-postgresql:hobby-basic',
};

/** Of topics that Rostra has not, or of commands of a topic that it has in part: what to do instead. */
const instead: Readonly<Record<string, string>> = {
  access: '`rostra access`, `access:add`, `access:remove` are there; `rostra users:add NAME` lets somebody in.',
  addons:
    '`rostra addons`, `addons:create`, `addons:info`, `addons:upgrade`, `addons:attach`, `addons:detach`, `addons:destroy` are there.',
  auth: 'On the machine itself nobody logs in; from elsewhere use --host and --token (`rostra tokens:create NAME` makes one).',
  builds: '`rostra deploy FOLDER` shows its build as it goes.',
  buildpacks: 'A folder is looked at when it is deployed: package.json means Node, requirements.txt Python, index.html a site of pages.',
  ci: 'Run the tests where the code is, then `rostra deploy FOLDER`.',
  container: 'Rostra runs folders, not images: `rostra deploy FOLDER`.',
  drains: '`rostra drains`, `drains:add`, `drains:remove` are there; `rostra logs --tail --json` gives every line to any program.',
  git: '`rostra git:remote --app NAME` once, then `git push rostra main`; or `rostra deploy FOLDER --app NAME`.',
  keys: 'Nobody pushes by SSH: `rostra deploy FOLDER --app NAME`.',
  labs: '`rostra labs:enable log-runtime-metrics` is there.',
  local: 'Run the command from the Procfile yourself, with PORT set.',
  login: 'On the machine itself nobody logs in; from elsewhere use --host and --token (`rostra tokens:create NAME` makes one).',
  logout: 'On the machine itself nobody logs in; `rostra tokens:revoke ID` ends a token.',
  pg: '`rostra pg:info`, `pg:psql`, `pg:ps`, `pg:kill`, `pg:killall`, `pg:reset`, `pg:credentials:rotate` are there; pg_dump and pg_restore take the address from `rostra config:get DATABASE_URL`.',
  pipelines: 'Deploy the same folder to both apps: `rostra deploy FOLDER --app NAME`.',
  plugins: 'There is nothing to install.',
  ps: '`rostra ps`, `ps:scale`, `ps:restart`, `ps:stop`, `ps:type` are there.',
  redis: '`rostra redis:cli` takes every Redis command, CONFIG SET among them; `rostra redis:info` shows the limits.',
  releases: '`rostra releases`, `releases:info`, `releases:output`, `releases:rollback` are there.',
  stack: 'Apps run on the system of this machine.',
  update: 'Rostra is updated with npm.',
  whoami: 'On the machine itself you are who you are there; from elsewhere the token says it.',
};

/** Options of Heroku's that change nothing here; with a value or without one. */
const leftOut: Readonly<Record<string, 'alone' | 'valued'>> = {
  '--region': 'valued',
  '--stack': 'valued',
  '--buildpack': 'valued',
  '-b': 'valued',
  '--team': 'valued',
  '--space': 'valued',
  '--size': 'valued',
  '--type': 'valued',
  '--wait': 'alone',
  '--no-notify': 'alone',
  '--no-remote': 'alone',
  '--no-tty': 'alone',
  '--force-colors': 'alone',
};

/** Options with another name here, by command; a null means that the value stands alone. */
const renamedOptions: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  logs: { '-p': '--dyno', '--ps': '--dyno', '--dyno-name': '--dyno', '--process-type': '--dyno' },
  'ps:restart': { '-d': null, '--dyno-name': null, '-p': null, '--process-type': null },
  'ps:stop': { '-d': null, '--dyno-name': null, '-p': null, '--process-type': null },
};

/** The same command line for us. Throws a fault that says what there is instead for what Rostra has not. */
export function fromHeroku(words: readonly string[], known: ReadonlySet<string>): HerokuLine {
  const [typed, ...rest] = words;
  if (typed === undefined || typed.startsWith('-') || typed === 'help') return { args: words, notes: [] };
  const name = renamed[typed] ?? typed;
  if (!known.has(name)) throw nothingLike(typed);
  if (name === 'run' || name === 'run:detached') return runLine(name, rest);
  const notes: string[] = [];
  const options = optionsOf(name, rest, notes);
  return { args: [name, ...argumentsOf(name, options)], notes };
}

/** Options may stand before the command and behind it; the rest of what is there belongs to the command. */
function runLine(name: string, words: readonly string[]): HerokuLine {
  const own = words.findIndex((word, at) => !word.startsWith('-') && !isValueOf(words[at - 1] ?? ''));
  const before = own < 0 ? words : words.slice(0, own);
  const notes: string[] = [];
  return { args: [name, ...optionsOf(name, before, notes), ...words.slice(before.length)], notes };
}

const isValueOf = (word: string): boolean => ['-a', '--app', '-e', '--env', '-s', '--size', '-t', '--type'].includes(word);

function nothingLike(typed: string): RostraError {
  const [topic = ''] = typed.split(':');
  const hint = instead[typed] ?? instead[topic];
  return new RostraError({
    code: 'CLI_NOT_ON_ROSTRA',
    status: 422,
    message: `Rostra has no ${typed}.`,
    hint: hint ?? '`rostra help` lists what there is.',
  });
}

function optionsOf(name: string, words: readonly string[], notes: string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [option, value] = split(words[at] ?? '');
    if (option === '-r' || option === '--remote') {
      throw new UsageFault('Rostra does not look into git remotes.', 'Name the app: --app NAME, or set ROSTRA_APP.');
    }
    const role = leftOut[option];
    if (role !== undefined) {
      if (role === 'valued' && value === undefined) at += 1;
      notes.push(`${option} changes nothing here.`);
      continue;
    }
    kept.push(...renamedOption(name, option), ...(value === undefined ? [] : [value]));
  }
  return kept.map((word) => (name === 'logs' && word === 'heroku' ? 'rostra' : word));
}

/** `--app=hello` in two; anything else is whole. */
function split(word: string): readonly [string, string?] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function renamedOption(name: string, option: string): string[] {
  if (option === '-j') return ['--json'];
  const other = renamedOptions[name]?.[option];
  if (other === undefined) return [option];
  return other === null ? [] : [other];
}

function argumentsOf(name: string, words: readonly string[]): string[] {
  switch (name) {
    case 'addons:create':
    case 'addons:upgrade':
      return words.map((word) => renamedPlans[word] ?? word);
    case 'apps:info':
    case 'apps:destroy':
      return words[0] === undefined || words[0].startsWith('-') ? [...words] : ['--app', ...words];
    default:
      return [...words];
  }
}
