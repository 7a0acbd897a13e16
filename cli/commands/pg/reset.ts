import { chosenAddon } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';
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
    if (confirm === null)
      throw new UsageFault(`This removes all data of ${name}, for good.`, `Say it twice: --app ${app} --confirm ${app}`);
    await call.platform.resetDatabase(app, name, confirm);
    return { json: { reset: name }, lines: [`${name} is empty.`] };
  },
};
