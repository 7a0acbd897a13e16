import { RostraError } from '#kit/errors/rostra-error.ts';
import { deploy, folderAsTar } from '../platform/client.ts';
import type { Build } from '../platform/client.ts';
import type { Call } from './command.ts';

/** Builds a folder for an app and says how it goes; throws why when it failed. */
export async function deployFolder(call: Call, app: string, folder: string): Promise<Build> {
  const build = await deploy(call.platform, app, {
    source: call.isLocal ? { kind: 'folder', path: folder } : { kind: 'tar', stream: folderAsTar(folder) },
    onLine: (line) => call.output.progress(line),
    signal: call.signal,
    evenLive: call.flag('evenLive'),
  });
  if (build.status === 'failed') throw new DeployFailed(app, build.failure ?? 'The build failed.');
  return build;
}

class DeployFailed extends RostraError {
  constructor(app: string, failure: string) {
    const hint = `Nothing changed for visitors of ${app}. The lines above say more.`;
    super({ code: 'DEPLOY_FAILED', status: 422, message: failure, hint });
  }
}
