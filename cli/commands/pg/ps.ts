import { chosenAddon } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const pgPs: CliCommand = {
  name: 'pg:ps',
  summary: 'show the connections of a database, what each does and who holds it up',
  args: '[database]',
  needsApp: true,
  options: [{ flags: '-v, --verbose', text: 'idle connections too' }],
  example: 'rostra pg:ps --app hello',
  completes: 'addons',
  run: async (call) => {
    const { app, name } = await chosenAddon(call, call.args[0] ?? 'postgres');
    const all = await call.platform.databaseConnections(app, name);
    const shown = all.filter(({ state }) => call.flag('verbose') || state !== 'idle');
    const rows = shown.map(({ pid, state, seconds, program, query, blockedBy }) => [
      String(pid),
      state,
      seconds.toFixed(1),
      program,
      blockedBy.join(' '),
      query.replaceAll(/\s+/g, ' ').slice(0, 100),
    ]);
    const none = [`Nothing is at work; ${all.length} connections are idle.`];
    return { json: shown, lines: rows.length === 0 ? none : columns(['pid', 'State', 's', 'Program', 'Waits for', 'Statement'], rows) };
  },
};
