import { addonLines } from '../../addon-words.ts';
import type { CliCommand } from '../../command.ts';

export const pgInfo: CliCommand = {
  name: 'pg:info',
  aliases: ['pg'],
  summary: "show an app's databases: connections and size against the limits of their plans",
  needsApp: true,
  example: 'rostra pg:info --app hello',
  run: async (call) => {
    const app = await call.app();
    const addons = (await call.platform.addons(app)).filter(({ service }) => service === 'postgres');
    const used = await Promise.all(addons.map(async (addon) => ({ ...addon, use: await call.platform.addonUse(addon.app, addon.name) })));
    const none = [`${app} has none: rostra addons:create postgres --app ${app}`];
    return { json: used, lines: used.length === 0 ? none : used.flatMap((addon) => [...addonLines(addon, addon.use), '']) };
  },
};
