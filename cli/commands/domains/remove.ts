import type { CliCommand } from '../../command.ts';

export const removeDomain: CliCommand = {
  name: 'domains:remove',
  summary: 'take a host away from an app',
  args: '<host>',
  needsApp: true,
  example: 'rostra domains:remove tab.example.org --app hello',
  run: async (call) => {
    const app = await call.app();
    const host = (call.args[0] ?? '').toLowerCase();
    await call.platform.removeDomain(app, host);
    return { json: { app, host }, lines: [`${app} answers at ${host} no more.`] };
  },
};
