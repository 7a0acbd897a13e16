import { chosenAddon } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';

export const rotateCredentials: CliCommand = {
  name: 'pg:credentials:rotate',
  aliases: ['redis:credentials'],
  summary: 'give an add-on a new password; every app that uses it gets it with a release',
  args: '[addon]',
  needsApp: true,
  example: 'rostra pg:credentials:rotate --app hello',
  completes: 'addons',
  run: async (call) => {
    const { app, name } = await chosenAddon(call, call.args[0] ?? null);
    await call.platform.rotateCredentials(app, name);
    return { json: { rotated: name }, lines: [`${name} has a new password; its apps restart with it.`] };
  },
};
