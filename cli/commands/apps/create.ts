import type { CliCommand } from '../../command.ts';

export const createApp: CliCommand = {
  name: 'apps:create',
  aliases: ['create'],
  summary: 'make an app',
  args: '<name>',
  example: 'rostra apps:create hello',
  run: async ({ platform, args: [name = ''] }) => {
    const app = await platform.createApp(name);
    const next = `Next, in a folder with a Procfile: rostra deploy --app ${app.name}`;
    return { json: app, lines: [`Made ${app.name}. It will answer at ${app.url}.`, next] };
  },
};
