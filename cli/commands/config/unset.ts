import type { CliCommand } from '../../command.ts';

export const unsetConfig: CliCommand = {
  name: 'config:unset',
  summary: 'remove config vars, in one release',
  args: '<name...>',
  needsApp: true,
  options: [{ flags: '--no-restart', text: 'dynos keep the older values until their next restart' }],
  example: 'rostra config:unset MAIL_FROM --app hello',
  completes: 'config',
  run: async (call) => {
    const app = await call.app();
    const set = Object.fromEntries(call.args.map((name) => [name, null]));
    const restart = call.flag('restart');
    const { release } = await call.platform.setConfig(app, { set, restart });
    return {
      json: { unset: call.args, release },
      lines: [`Removed ${call.args.join(', ')} of ${app}: v${release.version}${restart ? ', dynos restart' : ''}.`],
    };
  },
};
