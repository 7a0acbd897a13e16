import type { CliCommand } from '../../command.ts';
import { chosenRelease } from '../../release-choice.ts';

export const releaseOutput: CliCommand = {
  name: 'releases:output',
  summary: "show what a release's release phase wrote, as far back as the log goes",
  args: '[version]',
  needsApp: true,
  example: 'rostra releases:output v12 --app hello',
  completes: 'releases',
  run: async (call) => {
    const app = await call.app();
    const version = await chosenRelease(call, app);
    const output = await call.platform.releaseOutput(app, version);
    if (output.length === 0)
      call.output.progress(`v${version} of ${app} has no output: its Procfile had no release phase, or that was silent.`);
    return { json: output, lines: output.map(({ text }) => text) };
  },
};
