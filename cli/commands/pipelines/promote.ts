import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CliCommand } from '../../command.ts';

export const promoteApp: CliCommand = {
  name: 'pipelines:promote',
  aliases: ['promote'],
  summary: 'run the build of a staging app in production too, with the config vars there',
  needsApp: true,
  options: [{ flags: '--even-live', text: 'also while an event of the production app is on' }],
  example: 'rostra pipelines:promote --app event-staging',
  run: async (call) => {
    const promotion = await call.platform.promote(await call.app(), { evenLive: call.flag('evenLive') });
    const { app, release } = promotion;
    if (release.status === 'failed') {
      const message = release.failure ?? `v${release.version} of ${app} did not start.`;
      throw new RostraError({ code: 'PROMOTE_FAILED', status: 422, message, hint: `${app} serves on as before.` });
    }
    return { json: promotion, lines: [`${app} runs v${release.version}: ${release.reason}`] };
  },
};
