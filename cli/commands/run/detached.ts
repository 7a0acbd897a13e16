import type { CliCommand } from '../../command.ts';
import { commandLine, environment } from '../../shell-words.ts';

export const runDetached: CliCommand = {
  name: 'run:detached',
  summary: 'run one command and leave it to itself: what it writes is in the log',
  args: '<command...>',
  needsApp: true,
  options: [{ flags: '-e, --env <vars>', text: 'vars of its own over the config vars: "A=1;B=two"' }],
  example: 'rostra run:detached --app hello -- node import-results.js',
  takesAnyOptions: true,
  run: async (call) => {
    const app = await call.app();
    const command = commandLine(call.args);
    const dyno = await call.platform.startRun(app, { command, env: environment(call.option('env')) });
    const next = `What it writes: rostra logs --tail --dyno ${dyno.name} --app ${app}`;
    return { json: dyno, lines: [`${dyno.name} of ${app} runs ${command}.`, next] };
  },
};
