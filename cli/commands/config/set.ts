import type { CliCommand } from '../../command.ts';
import { assignments } from '../../parse.ts';

export const setConfig: CliCommand = {
  name: 'config:set',
  summary: 'set config vars, in one release',
  args: '<assignment...>',
  needsApp: true,
  options: [{ flags: '--no-restart', text: 'dynos keep the older values until their next restart' }],
  example: 'rostra config:set MAIL_FROM=me@example.org CURRENCY=EUR --app hello',
  run: async (call) => {
    const app = await call.app();
    const set = assignments(call.args);
    const restart = call.flag('restart');
    const { release } = await call.platform.setConfig(app, { set, restart });
    const names = Object.keys(set).join(', ');
    return {
      json: { set: Object.keys(set), release },
      lines: [`Set ${names} of ${app}: v${release.version}${restart ? ', dynos restart' : ''}.`],
    };
  },
};
