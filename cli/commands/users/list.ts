import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { herokuTime } from '../../time-words.ts';

export const listUsers: CliCommand = {
  name: 'users',
  summary: 'list who may sign in, besides the holder of the admin password',
  example: 'rostra users',
  run: async ({ platform }) => {
    const users = await platform.users();
    const rows = users.map(({ name, role, apps, createdAt }) => [name, role, apps?.join(', ') ?? 'all', herokuTime(createdAt)]);
    const none = ['Nobody yet, but for the holder of the admin password. `rostra users:add ada` lets somebody in.'];
    return { json: users, lines: users.length === 0 ? none : columns(['Name', 'Role', 'Apps', 'Since'], rows) };
  },
};
