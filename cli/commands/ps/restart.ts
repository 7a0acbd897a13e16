import type { CliCommand } from '../../command.ts';

export const restart: CliCommand = {
  name: 'ps:restart',
  aliases: ['restart'],
  summary: 'restart all dynos, those of a process type, or one',
  args: '[type-or-dyno]',
  needsApp: true,
  example: 'rostra ps:restart web.2 --app hello',
  completes: 'dynos',
  run: async (call) => {
    const app = await call.app();
    const [which] = call.args;
    await call.platform.restart(app, which);
    return {
      json: { app, restarted: which ?? 'all' },
      lines: [`Restarting ${which ?? 'every dyno'} of ${app}. \`rostra ps --app ${app}\` shows how it goes.`],
    };
  },
};
