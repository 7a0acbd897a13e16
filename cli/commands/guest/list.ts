import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const listUpgrades: CliCommand = {
  name: 'guest:upgrades',
  summary: 'list the upgrades of an app, and how each ended',
  needsApp: true,
  example: 'rostra guest:upgrades --app tab',
  run: async (call) => {
    const upgrades = await call.platform.upgrades(await call.app());
    const rows = upgrades.map(({ ref, state, startedAt, isUndone, failure, before }) => [
      startedAt.slice(0, 16).replace('T', ' '),
      ref ?? '',
      state === 'failed' && isUndone ? `undone, v${before} serves` : state,
      failure ?? '',
    ]);
    const lines = rows.length === 0 ? ['There was none yet.'] : columns(['Begun (UTC)', 'To', 'State', 'Why'], rows);
    return { json: upgrades, lines };
  },
};
