import type { CliCommand } from '../../command.ts';

export const createAddon: CliCommand = {
  name: 'addons:create',
  summary: 'give an app a Postgres database or a Redis server',
  args: '<plan>',
  needsApp: true,
  options: [{ flags: '--as <name>', text: 'the config var without _URL: REDISCLOUD' }],
  example: 'rostra addons:create postgres:hobby-basic --app hello',
  run: async (call) => {
    const app = await call.app();
    const [plan = ''] = call.args;
    const addon = await call.platform.createAddon(app, { plan, as: call.option('as') });
    return { json: addon, lines: [`Made ${addon.name} (${addon.plan}) for ${app}: its address is in ${addon.configVar}.`] };
  },
};
