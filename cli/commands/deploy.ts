import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { deploy as deployBuild, folderAsTar } from '../../platform/client.ts';
import type { CliCommand } from '../command.ts';

export const deploy: CliCommand = {
  name: 'deploy',
  summary: 'build a folder that has a Procfile, and run it',
  args: '[folder]',
  needsApp: true,
  example: 'rostra deploy ./my-experiment --app hello',
  run: async (call) => {
    const app = await call.app();
    const folder = resolve(call.args[0] ?? '.');
    if (!existsSync(folder)) throw new FolderMissing(folder);
    const build = await deployBuild(call.platform, app, {
      source: call.isLocal ? { kind: 'folder', path: folder } : { kind: 'tar', stream: folderAsTar(folder) },
      onLine: (line) => call.output.progress(line),
      signal: call.signal,
    });
    if (build.status === 'failed') throw new DeployFailed(app, build.failure ?? 'The build failed.');
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

class DeployFailed extends RostraError {
  constructor(app: string, failure: string) {
    const hint = `Nothing changed for visitors of ${app}. The lines above say more.`;
    super({ code: 'DEPLOY_FAILED', status: 422, message: failure, hint });
  }
}
