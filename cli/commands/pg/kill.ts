import { chosenAddon } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';
import { wholeNumber } from '../../parse.ts';

export const pgKill: CliCommand = {
  name: 'pg:kill',
  summary: 'end what one connection of a database does, or with --force the connection',
  args: '<pid> [database]',
  needsApp: true,
  options: [{ flags: '-f, --force', text: 'the connection, not only its statement' }],
  example: 'rostra pg:kill 31912 --app hello',
  run: async (call) => {
    const [typed = '', database = 'postgres'] = call.args;
    const pid = wholeNumber(typed, { name: 'pid', min: 1, max: 2_147_483_647 });
    const { app, name } = await chosenAddon(call, database);
    const answer = await call.platform.endDatabaseWork(app, name, { pid, force: call.flag('force') });
    return {
      json: answer,
      isBadNews: answer.ended === 0,
      lines: [answer.ended === 0 ? `${name} has no connection ${pid} of its own.` : `${pid} was told to end.`],
    };
  },
};

export const pgKillAll: CliCommand = {
  name: 'pg:killall',
  summary: 'end all connections of a database; apps open new ones by themselves',
  args: '[database]',
  needsApp: true,
  example: 'rostra pg:killall --app hello',
  completes: 'addons',
  run: async (call) => {
    const { app, name } = await chosenAddon(call, call.args[0] ?? 'postgres');
    const answer = await call.platform.endDatabaseWork(app, name, { pid: null, force: true });
    return { json: answer, lines: [`${answer.ended} connections of ${name} ended.`] };
  },
};
