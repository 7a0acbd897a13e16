import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const tabExport: CliCommand = {
  name: 'tab export',
  summary: 'take a tournament away: one zip of all its tables',
  args: '<tournament>',
  options: [{ flags: '-o, --out <file>', text: 'where to; otherwise named for the tournament and the day' }],
  example: 'DATABASE_URL=postgres://… rostra tab export harbour-open',
  run: async (call) => {
    const [slug] = call.args;
    if (slug === undefined) throw new UsageFault('No tournament is named.', 'Name it by its address: rostra tab export harbour-open.');
    const { exportToFile } = await import('../../../tab/index.ts');
    const { path, files, bytes } = await exportToFile(slug, call.option('out'));
    const kilobytes = Math.ceil(bytes.length / 1000);
    return { json: { path, bytes: bytes.length, files }, lines: [`${path}: ${files.length} files, ${kilobytes} kB`] };
  },
};
