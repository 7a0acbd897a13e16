import type { CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';
import { herokuTime } from '../../time-words.ts';

export const listBin: CliCommand = {
  name: 'apps:bin',
  summary: 'list destroyed apps that can come back',
  example: 'rostra apps:bin',
  run: async (call) => {
    const binned = await call.platform.binnedApps();
    const rows = binned.map(({ app, destroyedAt, until, databases, actor }) => [
      app,
      herokuTime(destroyedAt),
      herokuTime(until),
      String(databases),
      actor,
    ]);
    const lines = binned.length === 0 ? ['The bin is empty.'] : columns(['App', 'Destroyed', 'Kept until', 'Databases', 'By'], rows);
    return { json: binned, lines: [bold('=== Bin'), ...lines] };
  },
};

export const restoreApp: CliCommand = {
  name: 'apps:restore',
  summary: 'bring a destroyed app back, with its config, add-ons, data and code',
  args: '<app>',
  example: 'rostra apps:restore hello',
  run: async (call) => {
    const [app = ''] = call.args;
    await call.platform.restoreApp(app);
    const { release, url } = await call.platform.app(app);
    const next = release === null ? ` As soon as its dynos are up it answers at ${url}.` : '';
    return { json: { restored: app }, lines: [`${app} is back.${next}`] };
  },
};
