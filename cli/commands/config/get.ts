import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CliCommand } from '../../command.ts';

export const getConfig: CliCommand = {
  name: 'config:get',
  summary: 'print the value of a config var',
  args: '<name>',
  needsApp: true,
  example: 'rostra config:get DATABASE_URL --app hello',
  completes: 'config',
  run: async (call) => {
    const app = await call.app();
    const [name = ''] = call.args;
    const value = (await call.platform.config(app, name))[name];
    if (value === undefined) {
      const hint = `\`rostra config --app ${app}\` lists what is set.`;
      throw new RostraError({ code: 'CONFIG_VAR_UNKNOWN', status: 404, message: `${app} has no config var ${name}.`, hint });
    }
    return { json: { [name]: value }, lines: [value] };
  },
};
