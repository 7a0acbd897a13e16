import { chosenAddon } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const destroyAddon: CliCommand = {
  name: 'addons:destroy',
  summary: 'remove an add-on with all its data',
  args: '<addon>',
  needsApp: true,
  options: [{ flags: '--confirm <app>', text: "the app's name again: this cannot be undone" }],
  example: 'rostra addons:destroy postgresql-calm-1234 --app hello --confirm hello',
  completes: 'addons',
  run: async (call) => {
    const app = await call.app();
    const { name: addon } = await chosenAddon(call, call.args[0] ?? '');
    const confirm = call.option('confirm');
    if (confirm === null)
      throw new UsageFault(`This removes ${addon} with all its data, for good.`, `Say it twice: --app ${app} --confirm ${app}`);
    await call.platform.destroyAddon(app, addon, confirm);
    return { json: { destroyed: addon }, lines: [`${addon} of ${app} is gone.`] };
  },
};
