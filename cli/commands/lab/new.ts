import { relative, resolve } from 'node:path';
import type { CliCommand } from '../../command.ts';

export const labNew: CliCommand = {
  name: 'lab new',
  summary: 'a folder with one game and its bot that run at once',
  args: '<folder>',
  options: [{ flags: '--games', text: 'with all the example games instead' }],
  example: 'rostra lab new my-lab',
  run: async (call) => {
    const { make } = await import('../../../lab/author/main.ts');
    const folder = resolve(call.args[0] ?? '');
    const files = await make.project(folder, { games: call.flag('games') });
    const place = relative(process.cwd(), folder);
    return { json: { folder, files }, lines: [...files.map((file) => `${place}/${file}`), '', `Next: cd ${place} && npx rostra lab dev`] };
  },
};
