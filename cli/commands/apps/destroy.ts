import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const destroyApp: CliCommand = {
  name: 'apps:destroy',
  aliases: ['destroy'],
  summary: 'remove an app with its dynos, config and add-ons',
  needsApp: true,
  options: [{ flags: '--confirm <name>', text: "the app's name again, so that it is not by mistake" }],
  example: 'rostra apps:destroy --app hello --confirm hello',
  run: async (call) => {
    const app = await call.app();
    const confirm = call.option('confirm');
    if (confirm === null) {
      throw new UsageFault(
        `This removes ${app}, its config and its add-ons with all their data; for seven days apps:restore brings it back.`,
        `Say it twice: --app ${app} --confirm ${app}`,
      );
    }
    await call.platform.destroyApp(app, confirm);
    return { json: { destroyed: app }, lines: [`${app} is gone. \`rostra apps:bin\` lists what can come back.`] };
  },
};
