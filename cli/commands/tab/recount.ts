import type { CliCommand } from '../../command.ts';

export const tabRecount: CliCommand = {
  name: 'tab recount',
  summary: 'count every confirmed ballot again and compare with what is stored',
  args: '[tournament]',
  options: [{ flags: '--export <file>', text: 'count what a zip of `rostra tab export` holds; no database is asked' }],
  example: 'DATABASE_URL=postgres://… rostra tab recount harbour-open',
  run: async (call) => {
    const { recountFile, recountTournaments } = await import('../../../tab/index.ts');
    const [slug] = call.args;
    const file = call.option('export');
    const found = file === null ? await recountTournaments(slug ?? null) : [await recountFile(file)];
    const differences = found.flatMap(({ slug: name, differences: own }) => own.map((words) => `${name}: ${words}`));
    const same = found.map(({ slug: name, ballots }) => `${name}: ${ballots} confirmed ballots give what is stored`);
    return { json: found, lines: differences.length > 0 ? differences : same, isBadNews: differences.length > 0 };
  },
};
