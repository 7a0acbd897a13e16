import type { ErrorKey } from '../../../platform/client.ts';
import type { Answer, Call, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { UsageFault } from '../../parse.ts';

export const listErrorKeys: CliCommand = {
  name: 'errors:keys',
  summary: 'list the keys with which reports of an app are taken',
  needsApp: true,
  example: 'rostra errors:keys --app lab',
  run: async (call) => {
    const keys = await call.platform.errorKeys(await call.app());
    const rows = keys.map(({ name, dsn, offAt }) => [
      name,
      offAt === null ? 'on' : `off since ${offAt.slice(0, 16).replace('T', ' ')}`,
      dsn,
    ]);
    return { json: keys, lines: columns(['Key', 'State (UTC)', 'DSN'], rows) };
  },
};

export const addErrorKey: CliCommand = {
  name: 'errors:keys:add',
  summary: 'make one more key, for what reports beside the dynos',
  args: '<name>',
  needsApp: true,
  example: 'rostra errors:keys:add browser --app lab',
  run: async (call) => told(await call.platform.addErrorKey(await call.app(), nameIn(call)), 'reports with'),
};

export const rotateErrorKey: CliCommand = {
  name: 'errors:keys:rotate',
  summary: "make a new key under a name, the app's own unless said; the one before goes on as NAME-old until it is switched off",
  args: '[name]',
  needsApp: true,
  example: 'rostra errors:keys:rotate --app lab',
  run: async (call) => told(await call.platform.rotateErrorKey(await call.app(), call.args[0] ?? 'app'), 'reports from now on with'),
};

export const switchOffErrorKey = switching('off', 'refuse what comes with a key from now on');
export const switchOnErrorKey = switching('on', 'take what comes with a key again');

function switching(word: 'on' | 'off', summary: string): CliCommand {
  return {
    name: `errors:keys:${word}`,
    summary,
    args: '<name>',
    needsApp: true,
    example: `rostra errors:keys:${word} app-old --app lab`,
    run: async (call) => {
      const key = await call.platform.switchErrorKey(await call.app(), nameIn(call), word === 'on');
      return { json: key, lines: [`${key.name} is ${word}.`] };
    },
  };
}

function nameIn({ args: [name] }: Call): string {
  if (name === undefined) throw new UsageFault('Which key?', 'rostra errors:keys lists them.');
  return name;
}

function told(key: ErrorKey, does: string): Answer {
  return { json: key, lines: [`${key.name} ${does} ${key.dsn}`, `From browsers: ${key.browserDsn}`] };
}
