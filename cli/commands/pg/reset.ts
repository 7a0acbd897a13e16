import { chosenAddon } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';
import { mirrorsWarning } from '../../../platform/client.ts';
import { UsageFault } from '../../parse.ts';

export const pgReset: CliCommand = {
  name: 'pg:reset',
  summary: 'empty a database: everything in it is gone, its address stays',
  args: '[database]',
  needsApp: true,
  options: [{ flags: '--confirm <app>', text: "the app's name again: this cannot be undone" }],
  example: 'rostra pg:reset --app hello --confirm hello',
  completes: 'addons',
  run: async (call) => {
    const { app, name } = await chosenAddon(call, call.args[0] ?? 'postgres');
    const confirm = call.option('confirm');
    const warning = mirrorsWarning(app, await call.platform.mirrors());
    if (confirm === null)
      throw new UsageFault(
        [`This removes all data of ${name}, after a backup of them.`, ...(warning === null ? [] : [warning])].join(' '),
        `Say it twice: --app ${app} --confirm ${app}`,
      );
    if (warning !== null) call.output.progress(warning);
    await call.platform.resetDatabase(app, name, confirm);
    return { json: { reset: name }, lines: [`${name} is empty.`] };
  },
};
