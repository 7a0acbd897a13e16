import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CliCommand } from '../../command.ts';
import { releaseVersion } from '../../parse.ts';

export const rollback: CliCommand = {
  name: 'releases:rollback',
  aliases: ['rollback'],
  summary: 'run the code of an older release again, as a new one',
  args: '[version]',
  needsApp: true,
  options: [
    { flags: '--with-config', text: "take that release's config vars too; otherwise the present ones stay" },
    { flags: '--even-live', text: 'also while an event of the app is on' },
  ],
  example: 'rostra releases:rollback v12 --app hello',
  completes: 'releases',
  run: async (call) => {
    const app = await call.app();
    const [word] = call.args;
    const version = word === undefined ? null : releaseVersion(word);
    const release = await call.platform.rollback(app, { version, withConfig: call.flag('withConfig'), evenLive: call.flag('evenLive') });
    if (release.status === 'failed') {
      const message = release.failure ?? `v${release.version} did not start.`;
      throw new RostraError({ code: 'ROLLBACK_FAILED', status: 422, message, hint: 'The release before it goes on serving.' });
    }
    return { json: release, lines: [`${app} runs v${release.version}: ${release.reason}`] };
  },
};
