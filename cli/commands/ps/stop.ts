import type { CliCommand } from '../../command.ts';

export const stopDyno: CliCommand = {
  name: 'ps:stop',
  summary: 'stop a one-off dyno for good, or one of the formation, which starts again',
  args: '<dyno>',
  needsApp: true,
  example: 'rostra ps:stop run.1 --app hello',
  completes: 'dynos',
  run: async (call) => {
    const app = await call.app();
    const [name = ''] = call.args;
    const dyno = (await call.platform.dynos(app)).find((each) => each.name === name);
    if (dyno?.type === 'run') await call.platform.stopRun(app, dyno.id);
    else await call.platform.restart(app, name);
    const how = dyno?.type === 'run' ? 'Stopping' : 'Restarting';
    return { json: { app, stopped: name }, lines: [`${how} ${name} of ${app}. \`rostra ps:scale\` says how many of a type run.`] };
  },
};
