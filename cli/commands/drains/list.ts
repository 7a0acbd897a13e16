import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const listDrains: CliCommand = {
  name: 'drains',
  summary: 'list where the log of an app is sent',
  needsApp: true,
  example: 'rostra drains --app hello',
  run: async (call) => {
    const app = await call.app();
    const drains = await call.platform.logDrains(app);
    const rows = drains.map(({ id, url, token, state, sent, dropped, failure }) => [
      String(id),
      url,
      token,
      state,
      String(sent),
      String(dropped),
      failure ?? '',
    ]);
    const none = [`${app} has none: rostra drains:add syslog+tls://logs.example.org:6514 --app ${app}`];
    return { json: drains, lines: rows.length === 0 ? none : columns(['Drain', 'Address', 'Token', 'State', 'Sent', 'Dropped', ''], rows) };
  },
};
