import { addonLines } from '../../addon-words.ts';
import type { CliCommand } from '../../command.ts';

export const redisInfo: CliCommand = {
  name: 'redis:info',
  aliases: ['redis'],
  summary: "show an app's Redis servers: connections and size against the limits of their plans",
  needsApp: true,
  example: 'rostra redis:info --app hello',
  run: async (call) => {
    const app = await call.app();
    const addons = (await call.platform.addons(app)).filter(({ service }) => service === 'redis');
    const used = await Promise.all(addons.map(async (addon) => ({ ...addon, use: await call.platform.addonUse(addon.app, addon.name) })));
    const none = [`${app} has none: rostra addons:create redis --app ${app}`];
    return { json: used, lines: used.length === 0 ? none : used.flatMap((addon) => [...addonLines(addon, addon.use), '']) };
  },
};
