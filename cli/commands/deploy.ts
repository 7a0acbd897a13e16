import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CliCommand } from '../command.ts';
import { deployFolder } from '../deploy-folder.ts';

export const deploy: CliCommand = {
  name: 'deploy',
  summary: 'build a folder that has a Procfile, and run it',
  args: '[folder]',
  needsApp: true,
  options: [{ flags: '--even-live', text: 'also while an event of the app is on' }],
  example: 'rostra deploy ./my-experiment --app hello',
  run: async (call) => {
    const app = await call.app();
    const folder = resolve(call.args[0] ?? '.');
    if (!existsSync(folder)) throw new FolderMissing(folder);
    const build = await deployFolder(call, app, folder);
    const { url } = await call.platform.app(app);
    return {
      json: { ...build, url },
      lines: [build.release === null ? `${app} is still being built.` : `${app} runs v${build.release} at ${url}`],
    };
  },
};

class FolderMissing extends RostraError {
  constructor(folder: string) {
    super({ code: 'CLI_NO_FOLDER', status: 404, message: `There is no folder ${folder}.`, hint: 'Name the folder that has the Procfile.' });
  }
}
