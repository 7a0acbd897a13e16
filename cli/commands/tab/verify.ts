import type { CliCommand } from '../../command.ts';

export const tabVerify: CliCommand = {
  name: 'tab verify',
  summary: "walk a tournament's journal and name the first row that was changed",
  args: '[tournament]',
  example: 'DATABASE_URL=postgres://… rostra tab verify harbour-open',
  run: async (call) => {
    const { verifyJournals } = await import('../../../tab/index.ts');
    const [slug] = call.args;
    const found = await verifyJournals(slug ?? null);
    const faults = found.flatMap((one) => one.faults);
    const whole = found.map(({ slug: name, rows, hash }) => `${name}: ${rows} rows, whole, up to ${hash}`);
    return { json: found, lines: faults.length > 0 ? faults : whole, isBadNews: faults.length > 0 };
  },
};
