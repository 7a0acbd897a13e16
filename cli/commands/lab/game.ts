import type { CliCommand } from '../../command.ts';

export const labGame: CliCommand = {
  name: 'lab game',
  summary: 'one more game in this folder, with its bot and a session that plays it',
  args: '<name>',
  example: 'rostra lab game public_goods',
  run: async (call) => {
    const { make } = await import('../../../lab/author/main.ts');
    const name = call.args[0] ?? '';
    const files = await make.game(process.cwd(), name);
    const rest = files.includes('rostra.lab.ts') ? [] : ['', 'Add it to the sessions in rostra.lab.ts.'];
    return { json: { files }, lines: [...files, ...rest, '', `Next: npx rostra lab test ${name}`] };
  },
};
