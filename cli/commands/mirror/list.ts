import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const listMirrors: CliCommand = {
  name: 'mirror',
  aliases: ['mirror:list'],
  summary: 'list the mirrors, and say where one is not like its primary',
  example: 'rostra mirror',
  run: async (call) => {
    const mirrors = await call.platform.mirrors();
    if (mirrors.length === 0) return { json: mirrors, lines: ['There are no mirrors. Make one: rostra mirror:create APP --name NAME'] };
    const rows = mirrors.map(({ app, primary, isByHand, follows, url }) => [
      app,
      primary,
      isByHand ? 'made by hand' : follows ? 'follows each release' : 'keeps its build',
      url,
    ]);
    const drift = mirrors.flatMap(({ app, drift: said }) => said.map((text) => `${app}: ${text}`));
    const hint = drift.length === 0 ? [] : ['', ...drift, 'Make it alike again: rostra mirror:resync --app NAME'];
    return { json: mirrors, lines: [...columns(['Mirror', 'Of', 'How', 'At'], rows), ...hint], isBadNews: drift.length > 0 };
  },
};
