import type { CliCommand } from '../../command.ts';

export const detachAddon: CliCommand = {
  name: 'addons:detach',
  summary: "take another app's add-on away from an app; its data stay with its owner",
  args: '<addon>',
  needsApp: true,
  example: 'rostra addons:detach DATABASE_URL --app tab-admin',
  completes: 'addons',
  run: async (call) => {
    const app = await call.app();
    const addon = call.args[0] ?? '';
    await call.platform.detachAddon(app, addon);
    return { json: { detached: addon }, lines: [`${app} uses ${addon} no more.`] };
  },
};
