import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const listApps: CliCommand = {
  name: 'apps',
  summary: 'list the apps and how they are',
  example: 'rostra apps',
  run: async ({ platform }) => {
    const apps = await platform.apps();
    const rows = apps.map((app) => [
      app.name,
      app.state,
      `${app.dynos.up}/${app.dynos.wanted}`,
      app.release === null ? '-' : `v${app.release}`,
      app.url,
    ]);
    const none = ['There is no app yet. `rostra apps:create hello` makes one.'];
    return { json: apps, lines: apps.length === 0 ? none : columns(['App', 'State', 'Dynos', 'Release', 'Address'], rows) };
  },
};
