import { chosenAddon } from '../../addon-choice.ts';
import { addonLines } from '../../addon-words.ts';
import type { CliCommand } from '../../command.ts';

export const addonInfo: CliCommand = {
  name: 'addons:info',
  summary: 'show an add-on: connections, memory and rows against the limits of its plan',
  args: '[addon]',
  needsApp: true,
  example: 'rostra addons:info DATABASE_URL --app hello',
  completes: 'addons',
  run: async (call) => {
    const addon = await chosenAddon(call, call.args[0] ?? null);
    const use = await call.platform.addonUse(addon.app, addon.name);
    return { json: { ...addon, use }, lines: addonLines(addon, use) };
  },
};
