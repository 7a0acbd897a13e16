import type { CliCommand } from '../../command.ts';
import { bold, facts } from '../../output.ts';
import { chosenRelease } from '../../release-choice.ts';
import { herokuTime } from '../../time-words.ts';

export const releaseInfo: CliCommand = {
  name: 'releases:info',
  summary: 'show one release, the present one unless said',
  args: '[version]',
  needsApp: true,
  example: 'rostra releases:info v12 --app hello',
  completes: 'releases',
  run: async (call) => {
    const app = await call.app();
    const release = await call.platform.release(app, await chosenRelease(call, app));
    const lines = facts([
      ['What', release.reason],
      ['State', release.current ? 'current' : release.status],
      ...(release.failure === null ? [] : [['Failure', release.failure] as const]),
      ['Build', release.slug ?? 'none'],
      ['By', release.actor],
      ['When', herokuTime(release.createdAt)],
    ]);
    return { json: release, lines: [bold(`=== v${release.version} of ${app}`), ...lines] };
  },
};
