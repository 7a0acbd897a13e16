import type { CliCommand } from '../../command.ts';

export const attachAddon: CliCommand = {
  name: 'addons:attach',
  summary: "give another app's add-on to an app: both use the same data",
  args: '<addon>',
  needsApp: true,
  options: [{ flags: '--as <name>', text: 'the config var without _URL: DATABASE' }],
  example: 'rostra addons:attach postgres-1a2b3c4d --as DATABASE --app tab-admin',
  completes: 'addons',
  run: async (call) => {
    const app = await call.app();
    const addon = await call.platform.attachAddon(app, { addon: call.args[0] ?? '', as: call.option('as') });
    return { json: addon, lines: [`${app} uses ${addon.name} of ${addon.app} from its next release on.`] };
  },
};
