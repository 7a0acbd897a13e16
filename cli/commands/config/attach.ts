import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const attachConfig: CliCommand = {
  name: 'config:attach',
  summary: 'let a config var follow one of another app: what changes there changes here',
  args: '<name>',
  needsApp: true,
  options: [
    { flags: '--from <app>', text: 'the app whose config var it follows' },
    { flags: '--key <name>', text: 'the name of the config var there, the same unless said' },
  ],
  example: 'rostra config:attach DATABASE_URL --from tab --app tab-admin',
  completes: 'config',
  run: async (call) => {
    const app = await call.app();
    const [key = ''] = call.args;
    const source = call.option('from');
    if (source === null) throw new UsageFault('The app to follow is missing.', `Say it: rostra config:attach ${key} --from OTHER-APP`);
    const release = await call.platform.attachConfig(app, { key, source, sourceKey: call.option('key') ?? key });
    return { json: release, lines: [`${key} of ${app} follows ${source}: v${release.version}, dynos restart.`] };
  },
};
