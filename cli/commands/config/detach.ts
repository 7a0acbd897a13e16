import type { CliCommand } from '../../command.ts';

export const detachConfig: CliCommand = {
  name: 'config:detach',
  summary: 'let a config var follow no other app any more; its value stays',
  args: '<name>',
  needsApp: true,
  example: 'rostra config:detach DATABASE_URL --app tab-admin',
  completes: 'config',
  run: async (call) => {
    const app = await call.app();
    const [key = ''] = call.args;
    await call.platform.detachConfig(app, key);
    return { json: { app, key }, lines: [`${key} of ${app} keeps its value and follows nobody.`] };
  },
};
